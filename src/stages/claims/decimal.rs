//! Sums and products as on paper. A figure is a decimal, and `8.3` times a million is 8,300,000; the binary fraction nearest to 8.3 times a
//! million is not. What comes out is the double nearest to the exact result, as if the text had written it out.

/// Below this a whole number is exact in a double, and so is what two of them give.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// So many units of the power of ten.
#[derive(Clone, Copy)]
struct Decimal {
    digits: i128,
    power: i32,
}

impl Decimal {
    /// The shortest decimal to which the double is the nearest: what the text wrote.
    fn of(value: f64) -> Option<Decimal> {
        let text = format!("{value:e}");
        let (mantissa, power) = text.split_once('e')?;
        let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let digits = mantissa.replace('.', "").parse().ok()?;
        Some(Decimal { digits, power: power.parse::<i32>().ok()? - i32::try_from(decimals).ok()? })
    }

    fn value(self) -> Option<f64> {
        format!("{}e{}", self.digits, self.power).parse().ok()
    }

    /// The digits in units of a lower power of ten.
    fn in_units_of(self, power: i32) -> Option<i128> {
        let places = u32::try_from(self.power - power).ok()?;
        self.digits.checked_mul(10_i128.checked_pow(places)?)
    }
}

/// `a` times `b`
pub fn product(a: f64, b: f64) -> f64 {
    let product = a * b;
    if is_exact(a, b, product) {
        return product;
    }
    let decimals = Decimal::of(a).zip(Decimal::of(b));
    let exact = decimals.and_then(|(a, b)| Some(Decimal { digits: a.digits.checked_mul(b.digits)?, power: a.power + b.power }));
    exact.and_then(Decimal::value).unwrap_or(product)
}

/// `value` times ten to the power of `places`
pub fn shifted(value: f64, places: i32) -> Option<f64> {
    let decimal = Decimal::of(value)?;
    Decimal { power: decimal.power + places, ..decimal }.value().filter(|value| value.is_finite())
}

/// `a` plus `b`
pub fn sum(a: f64, b: f64) -> f64 {
    let sum = a + b;
    if is_exact(a, b, sum) {
        return sum;
    }
    let exact = Decimal::of(a).zip(Decimal::of(b)).and_then(|(a, b)| {
        let power = a.power.min(b.power);
        let digits = a.in_units_of(power)?.checked_add(b.in_units_of(power)?)?;
        Some(Decimal { digits, power })
    });
    exact.and_then(Decimal::value).unwrap_or(sum)
}

/// Whether all are whole numbers small enough, or none that can be told in digits.
fn is_exact(a: f64, b: f64, result: f64) -> bool {
    let is_whole = |value: f64| value.fract() == 0.0 && value.abs() < EXACT;
    !result.is_finite() || (is_whole(a) && is_whole(b) && is_whole(result))
}
