//! A scoring method as data.

use crate::model::MethodId;

/// A scoring method.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its id.
    pub id: MethodId,
}
