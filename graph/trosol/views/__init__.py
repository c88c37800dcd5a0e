"""Results to what people see: tables, maps, words. No Streamlit here."""
