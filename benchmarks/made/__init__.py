"""Made news pages with known article text, for measuring readers where no gold of real pages is at hand."""
