//! Every way to look better without being better.
