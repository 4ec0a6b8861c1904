"""The sections of a document, one thought each; `document.composer` puts them in order."""
