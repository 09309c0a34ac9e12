//! The command line as files under `tests/cli`: what is typed, and what must come. `TRYCMD=overwrite` writes what comes.

#[test]
fn commands_print_what_their_files_say() {
    trycmd::TestCases::new().case("tests/cli/*.md").case("tests/cli/*.toml").run();
}
