//! `columnist codebook`

use super::{Ending, print};
use crate::documentation::codebook;
use crate::error::Result;

pub(super) fn execute() -> Result<Ending> {
    print(codebook())?;
    Ok(Ending::Done)
}
