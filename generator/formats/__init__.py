"""File formats that are not web pages: feeds, sitemaps, books, pictures, the service worker."""
