"""From a plan to the words of a document: all wording lives here."""
