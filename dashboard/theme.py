"""The house style of every page, in light and dark."""

from __future__ import annotations

import streamlit as st

__all__ = ["put_style"]

_STYLE = """
<style>
.block-container {padding-top: 3.2rem; padding-bottom: 3rem; max-width: 1500px;}
[data-testid="stPageLink-NavLink"] {padding-block: 0.2rem;}
[data-testid="stSidebar"] a, [data-testid="stSpinner"] span {color: inherit !important;}
[data-testid="stHeading"] h1 {font-size: 2rem; letter-spacing: -0.01em; padding-top: 0;}
[data-testid="stMetricValue"] {font-size: 1.7rem;}
[data-testid="stVegaLiteChart"] {margin-top: 1.4rem;}
.trosol-table {overflow-x: auto;}
.trosol-table[data-more] {mask-image: linear-gradient(to right, #000 calc(100% - 3rem), transparent);}
.trosol-table table {width: 100%; border-collapse: collapse;}
.trosol-table :is(th, td) {padding: 0.4rem 0.6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); text-align: start; vertical-align: top; font-weight: inherit;}
.trosol-table thead th {font-weight: 600; vertical-align: bottom;}
.trosol-table .number {text-align: end; font-variant-numeric: tabular-nums;}
header [data-testid="stIconMaterial"], [data-testid="stSidebar"] [data-testid="stIconMaterial"] {color: inherit !important; opacity: 1 !important;}
:focus-visible, [role="group"]:has(> input:focus-visible) {outline: 3px solid #0b5cad !important; outline-offset: 2px;}
[role="group"] > input:focus-visible {outline: none !important;}
@media (max-width: 640px) {
  [data-testid="stHeading"] h1 {font-size: 1.5rem;}
  .block-container {padding-left: 1rem; padding-right: 1rem; padding-top: 3.4rem;}
}
@media (prefers-reduced-motion: reduce) { * {animation-duration: 0.01ms !important; transition-duration: 0.01ms !important;} }
@media print { header, [data-testid="stSidebar"], .stButton, .stDownloadButton {display: none !important;} }
</style>
"""
_ON_COLOUR = ", ".join(
    f"{part}, {part} *"
    for part in (
        '[data-testid="stBaseButton-primary"]',
        '[data-testid="stMultiSelect"] span[title]',
        '[data-testid="stMultiSelect"] span[title] + *',
    )
)
_DARK_FOCUS = ':focus-visible, [role="group"]:has(> input:focus-visible)'


def put_style() -> None:
    """Put it on the page."""
    st.html(_STYLE)
    # Streamlit writes white on the theme's colour whatever that is; on dark pages, where it is light, dark is to be read.
    if st.context.theme.type == "dark":
        st.html(
            f"<style>{_ON_COLOUR} {{color: #101918 !important;}} {_DARK_FOCUS} {{outline-color: #9ccaff !important;}}</style>"
        )
