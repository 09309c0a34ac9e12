#!/usr/bin/env python3
"""Makes `unit-names.tsv` and `unit-symbols.tsv`: English names and symbols of units, from CLDR (Unicode licence).

The names, plurals and symbols are CLDR's (`en` and `en-GB`). The UCUM code of each unit is not in CLDR: it stands below, and
a unit that has none here is left out of the tables (Japanese and astronomical units, typographic points). What CLDR misses
(`mph` as a word, `kilos`, `tonnes`) is in the hand-written `unit-names-more.tsv` and `unit-symbols-more.tsv`.

    python3 tools/units.py
"""
import re
import unicodedata

import cldr

# CLDR category -> quantity_kind of the claims table; every other category is "other".
KINDS = {"area": "area", "digital": "data", "duration": "duration", "energy": "energy", "length": "length", "mass": "mass",
         "power": "power", "speed": "speed", "temperature": "temperature", "volume": "volume"}

# CLDR unit -> UCUM code. Square brackets and primes belong to the codes.
UCUM = {
    "acceleration-g-force": "[g]", "acceleration-meter-per-square-second": "m/s2",
    "angle-arc-minute": "'", "angle-arc-second": "''", "angle-radian": "rad",
    "area-acre": "[acr_us]", "area-hectare": "har", "area-square-centimeter": "cm2", "area-square-foot": "[sft_i]",
    "area-square-inch": "[sin_i]", "area-square-kilometer": "km2", "area-square-meter": "m2", "area-square-mile": "[smi_us]",
    "area-square-yard": "[syd_i]",
    "concentr-milligram-ofglucose-per-deciliter": "mg/dL", "concentr-millimole-per-liter": "mmol/L", "concentr-mole": "mol",
    "concentr-part-per-1e6": "[ppm]", "concentr-part-per-1e9": "[ppb]",
    "consumption-liter-per-kilometer": "L/km", "consumption-mile-per-gallon": "[mi_i]/[gal_us]",
    "digital-bit": "bit", "digital-byte": "By", "digital-gigabit": "Gbit", "digital-gigabyte": "GBy", "digital-kilobit": "kbit",
    "digital-kilobyte": "kBy", "digital-megabit": "Mbit", "digital-megabyte": "MBy", "digital-petabyte": "PBy",
    "digital-terabit": "Tbit", "digital-terabyte": "TBy",
    "duration-century": "100.a", "duration-day": "d", "duration-decade": "10.a", "duration-fortnight": "14.d", "duration-hour": "h",
    "duration-microsecond": "us", "duration-millisecond": "ms", "duration-minute": "min", "duration-month": "mo",
    "duration-nanosecond": "ns", "duration-second": "s", "duration-week": "wk", "duration-year": "a",
    "electric-ampere": "A", "electric-coulomb": "C", "electric-farad": "F", "electric-milliampere": "mA", "electric-ohm": "Ohm",
    "electric-volt": "V",
    "energy-becquerel": "Bq", "energy-british-thermal-unit": "[Btu]", "energy-calorie": "cal", "energy-electronvolt": "eV",
    "energy-gray": "Gy", "energy-joule": "J", "energy-kilocalorie": "kcal", "energy-kilojoule": "kJ",
    "energy-kilowatt-hour": "kW.h", "energy-sievert": "Sv",
    "force-newton": "N", "force-pound-force": "[lbf_av]",
    "frequency-gigahertz": "GHz", "frequency-hertz": "Hz", "frequency-kilohertz": "kHz", "frequency-megahertz": "MHz",
    "length-astronomical-unit": "AU", "length-centimeter": "cm", "length-decimeter": "dm", "length-fathom": "[fth_i]",
    "length-foot": "[ft_i]", "length-furlong": "[fur_us]", "length-inch": "[in_i]", "length-kilometer": "km",
    "length-light-year": "[ly]", "length-meter": "m", "length-micrometer": "um", "length-mile": "[mi_i]", "length-millimeter": "mm",
    "length-nanometer": "nm", "length-nautical-mile": "[nmi_i]", "length-parsec": "pc", "length-picometer": "pm",
    "length-yard": "[yd_i]",
    "light-candela": "cd", "light-lumen": "lm", "light-lux": "lx", "magnetic-tesla": "T",
    "mass-carat": "[car_m]", "mass-gram": "g", "mass-kilogram": "kg", "mass-microgram": "ug", "mass-milligram": "mg",
    "mass-ounce": "[oz_av]", "mass-ounce-troy": "[oz_tr]", "mass-pound": "[lb_av]", "mass-stone": "[stone_av]",
    "mass-ton": "[ston_av]", "mass-tonne": "t",
    "power-gigawatt": "GW", "power-horsepower": "[HP]", "power-kilowatt": "kW", "power-megawatt": "MW", "power-milliwatt": "mW",
    "power-watt": "W",
    "pressure-atmosphere": "atm", "pressure-bar": "bar", "pressure-hectopascal": "hPa", "pressure-kilopascal": "kPa",
    "pressure-megapascal": "MPa", "pressure-millibar": "mbar", "pressure-millimeter-ofhg": "mm[Hg]", "pressure-pascal": "Pa",
    "pressure-pound-force-per-square-inch": "[psi]",
    "speed-kilometer-per-hour": "km/h", "speed-knot": "[kn_i]", "speed-meter-per-second": "m/s", "speed-mile-per-hour": "[mi_i]/h",
    "temperature-celsius": "Cel", "temperature-fahrenheit": "[degF]", "temperature-kelvin": "K",
    "torque-newton-meter": "N.m", "torque-pound-force-foot": "[lbf_av].[ft_i]",
    "volume-acre-foot": "[acr_us].[ft_i]", "volume-barrel": "[bbl_us]", "volume-bushel": "[bu_us]", "volume-centiliter": "cL",
    "volume-cubic-centimeter": "cm3", "volume-cubic-foot": "[cft_i]", "volume-cubic-inch": "[cin_i]", "volume-cubic-kilometer": "km3",
    "volume-cubic-meter": "m3", "volume-cubic-mile": "[mi_i]3", "volume-cubic-yard": "[cyd_i]", "volume-cup": "[cup_us]",
    "volume-deciliter": "dL", "volume-fluid-ounce": "[foz_us]", "volume-gallon": "[gal_us]", "volume-hectoliter": "hL",
    "volume-liter": "L", "volume-megaliter": "ML", "volume-milliliter": "mL", "volume-pint": "[pt_us]", "volume-quart": "[qt_us]",
    "volume-tablespoon": "[tbs_us]", "volume-teaspoon": "[tsp_us]",
}

# Left out: words of English (`in`, `bar`), letters that mean something else more often (`t`, `m`, `C`), and symbols no news text has.
NO_SYMBOL = {"A", "B", "C", "CD", "F", "G", "Gs", "J", "K", "N", "Pa", "T", "ac", "arcmin", "arcmins", "arcsec", "arcsecs", "au", "bar",
             "bit", "bu", "byte", "c", "cd", "d", "day", "days", "dec", "drops", "fth", "fur", "fw", "in", "kn", "m", "mb", "night", "nights",
             "oz t", "pc", "pt", "rad", "st", "stone", "t", "tn", "w", "y"}


def surface(pattern):
    """The text around `{0}` of a CLDR pattern, with plain spaces and hyphens as spaces (`kilowatt-hours`)."""
    text = unicodedata.normalize("NFC", pattern).replace("{0}", "").replace("\u202f", " ").replace("\u00a0", " ")
    return " ".join(text.split())


def singular(unit):
    """CLDR's English singular, `metric ton` for the tonne; hyphens become spaces, as in `kilowatt hour`."""
    return surface(unit["unitPattern-count-one"]).replace("-", " ")


def main():
    english = cldr.read_json("cldr-units-full", "main/en/units.json")["main"]["en"]["units"]
    british = cldr.read_json("cldr-units-full", "main/en-GB/units.json")["main"]["en-GB"]["units"]
    names, symbols = {}, {}
    for unit, code in sorted(UCUM.items()):
        entry = (singular(english["long"][unit]), code, KINDS.get(unit.split("-")[0], "other"))
        for form in (english["long"], british["long"]):
            for count in ("one", "other"):
                text = surface(form[unit][f"unitPattern-count-{count}"]).replace("-", " ").lower()
                if names.setdefault(text, entry) != entry:
                    raise SystemExit(f"{text}: {names[text]} and {entry}")
        for width in ("short", "narrow"):
            for count in ("one", "other"):
                text = surface(english[width][unit].get(f"unitPattern-count-{count}", ""))
                if text and text not in NO_SYMBOL and not re.search(r"[°′″.#⋅]", text) and text.lower() not in names:
                    symbols.setdefault(text, entry)
    source = "Generated by tools/units.py from cldr-units-full " + cldr.VERSION + " (Unicode-3.0); do not edit."
    header = ("unit", "unit_code", "quantity_kind")
    cldr.write_table("unit-names.tsv", ["Names of units, lower case, hyphens as spaces.", source], ("name",) + header,
                     [(name,) + entry for name, entry in names.items()])
    cldr.write_table("unit-symbols.tsv", ["Symbols of units, in the case in which they are written.", source], ("symbol",) + header,
                     [(symbol,) + entry for symbol, entry in symbols.items()])


if __name__ == "__main__":
    main()
