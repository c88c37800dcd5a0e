"""The house style of every page, in light and dark."""

from __future__ import annotations

import streamlit as st

__all__ = ["put_style"]

_STYLE = """
<style>
.block-container {padding: 0.6rem 2rem 3rem !important; max-width: none;}
[data-testid="stHeader"] {height: 0; min-height: 0; background: none; overflow: visible;}
[data-testid="stSidebar"], [data-testid="stExpandSidebarButton"] {display: none;}
.trosol-skip {position: absolute; left: -100vw; padding: .4rem .8rem; background: #0b5cad; color: #fff !important; z-index: 99;}
.trosol-skip:focus {left: .5rem; top: .2rem;}
.st-key-top-bar {padding-right: 3rem;}
.st-key-top-bar > :first-child {flex: 1 1 14rem !important; max-width: 46rem; margin-right: auto;}
.st-key-menu {border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding-bottom: .25rem;}
[data-testid="stMarkdownContainer"] > p, [data-testid="stMarkdownContainer"] > ul {max-width: 62rem;}
[data-testid="stPageLink-NavLink"] {padding-block: 0.2rem;}
[data-testid="stSidebar"] a, [data-testid="stSpinner"] span {color: inherit !important;}
[data-testid="stHeading"] h1 {font-size: 1.7rem; letter-spacing: -0.01em; padding: 0;}
[data-testid="stHeading"] h2 {font-size: 1.4rem; padding: .3rem 0 0;}
[data-testid="stHeading"] h3 {font-size: 1.2rem; padding: .3rem 0 0;}
.st-key-page-frame, [data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > :is(.trosol-skip, #content, style:only-child)) {position: absolute; height: 0; width: 1px; overflow: hidden;}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {color: inherit !important; opacity: 1;}
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
@media (max-width: 1000px) {
  [data-testid="stBaseButton-tertiary"] {max-width: 100%;}
  [data-testid="stBaseButton-tertiary"] p {white-space: normal !important; text-align: start; overflow-wrap: anywhere;}
  .st-key-priority-rows [data-testid="stHorizontalBlock"] {flex-wrap: wrap !important; gap: .2rem .8rem;}
  .st-key-priority-rows [data-testid="stColumn"] {flex: 1 1 100% !important;}
  .st-key-priority-rows [data-testid="stColumn"]:nth-child(n+3) {flex: 0 1 auto !important; width: auto !important;}
  .st-key-priority-rows [data-testid="stColumn"]:nth-child(5) {flex: 1 1 40% !important; font-size: .85rem;}
  :is(.st-key-gate-rows, .st-key-gate-heads) [data-testid="stColumn"]:first-child {flex: 0 0 36% !important;}
  :is(.st-key-matrix-grid, .st-key-gate-rows, .st-key-gate-heads) [data-testid="stHorizontalBlock"] {flex-wrap: nowrap !important; gap: .3rem;}
  :is(.st-key-matrix-grid, .st-key-gate-rows, .st-key-gate-heads, .st-key-priority-rows) [data-testid="stColumn"] {min-width: 0 !important;}
}
@media (max-width: 640px) {
  [data-testid="stHeading"] h1 {font-size: 1.5rem;}
  .block-container {padding: 0.5rem 1rem 3rem !important;}
  .st-key-menu {gap: 0 .3rem !important;}
  .st-key-menu > * {flex: 0 0 auto !important;}
  .st-key-menu [data-testid="stPageLink"] span:has(> [data-testid="stIconMaterial"]) {display: none;}
  .st-key-menu p {white-space: nowrap;}
  :is(.st-key-matrix-grid, .st-key-gate-rows, .st-key-gate-heads) p {font-size: .78rem; overflow-wrap: break-word; white-space: normal !important; text-overflow: clip; overflow: visible;}
  :is(.st-key-gate-rows, .st-key-gate-heads) p {hyphens: auto;}
  :is(.st-key-matrix-grid, .st-key-gate-rows) button {padding: .2rem .1rem; min-height: 2.2rem; text-align: start;}
}
@media (prefers-reduced-motion: reduce) { * {animation-duration: 0.01ms !important; transition-duration: 0.01ms !important;} }
@media print { header, .st-key-top-bar, .st-key-menu, .st-key-chips, .stButton, .stDownloadButton {display: none !important;} }
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
