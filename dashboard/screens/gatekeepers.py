"""Gatekeepers."""
import streamlit as st
st.title("Gatekeepers")
