"""What Trosol sets of Streamlit, and what it leaves as Streamlit has it; nothing of it comes from files or from the environment.

A test compares this with the options of the Streamlit that is installed: one that nobody decided on fails it.
"""

from __future__ import annotations

import secrets

__all__ = ["ADDRESS", "LEFT", "MAX_MESSAGE", "decided", "settings"]

ADDRESS = "127.0.0.1"
MAX_MESSAGE = 1_000_000
"""Bytes of a message from a page; files come another way."""

_DOORS: dict[str, object] = {
    # Who may talk to it. The guard before every route (trosol.web.guard) compares hosts and origins with their ports as well.
    "server.address": ADDRESS,
    "server.enableCORS": True,
    "server.corsAllowedOrigins": [],
    "server.enableXsrfProtection": True,
    "server.xsrfCookieSameSite": "strict",
    "server.trustedUserHeaders": {},
    "client.allowedOrigins": [],
    "browser.serverAddress": ADDRESS,
    "server.baseUrlPath": "",
    "server.sslCertFile": None,
    "server.sslKeyFile": None,
    "secrets.files": [],
    # What is served besides pages: nothing.
    "server.enableStaticServing": False,
    "server.customComponentBaseUrlPath": "",
    "server.enableAgentApi": False,
    "server.scriptHealthCheckEnabled": False,
    "server.enableExpensiveMemoryStats": False,
    "server.unsafeMetricsUserAttributes": [],
    # What is sent out, and shown of the machine: nothing.
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "server.showEmailPrompt": False,
    "global.developmentMode": False,
    "logger.hideWelcomeMessage": True,
    "logger.level": "warning",
    # How much is taken and kept.
    "server.maxUploadSize": 20,
    "server.maxMessageSize": 200,
    "server.maxWidgetStateSize": 1,
    "server.disconnectedSessionTTL": 60,
    "server.enableWebsocketCompression": False,
    # What runs: the scripts as they are, seen once.
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.folderWatchList": [],
    "server.folderWatchBlacklist": [],
    "server.runOnSave": False,
    "server.allowRunOnSave": False,
    "runner.magicEnabled": False,
    "runner.fastReruns": True,
    "runner.enforceSerializableSessionState": False,
    # Looking for cycles after each screen stops all others for a tenth of a second; Python looks by itself often enough.
    "runner.postScriptGC": False,
}
_COLOURS = {
    "theme.light.primaryColor": "#0b5f59",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.secondaryBackgroundColor": "#eef4f2",
    "theme.light.textColor": "#10201f",
    "theme.light.linkColor": "#0b5cad",
    "theme.light.borderColor": "#8aa09d",
    "theme.dark.primaryColor": "#7fd6cb",
    "theme.dark.backgroundColor": "#101918",
    "theme.dark.secondaryBackgroundColor": "#1a2625",
    "theme.dark.textColor": "#eaf2f0",
    "theme.dark.linkColor": "#9ccaff",
    "theme.dark.borderColor": "#7d918e",
}
_AT_START = ("server.port", "browser.serverPort", "server.allowedHosts", "server.cookieSecret")

LEFT = frozenset(
    {
        "client.disableDataExport",
        "client.showSidebarNavigation",
        "global.appTest",
        "global.disableWidgetStateDuplicationWarning",
        "global.e2eTest",
        "global.maxCachedMessageAge",
        "global.minCachedMessageSize",
        "global.showWarningOnDirectExecution",
        "global.suppressDeprecationWarnings",
        "global.unitTest",
        "logger.enableRich",
        "logger.messageFormat",
        "magic.displayLastExprIfNoSemicolon",
        "magic.displayRootDocString",
        "runner.cacheBackgroundRefreshMaxWorkers",
        "runner.cacheBackgroundRefreshTTLMultiplier",
        "runner.cacheHashSeed",
        "runner.connectionDefaultTTL",
        "runner.enumCoercion",
        "runner.parallelMaxWorkers",
        "server.agentMaxSessions",
        "server.agentPreviewRows",
        "server.agentSessionTTL",
        "server.agentWaitTimeout",
        "server.maxCacheDataSize",
        "server.websocketPingInterval",
        "ui.hideTopBar",
    }
)
"""Options that were looked at and stay as Streamlit has them."""

_THEMES = ("theme.light.sidebar.", "theme.dark.sidebar.", "theme.sidebar.", "theme.light.", "theme.dark.", "theme.")
_HUES = ("red", "orange", "yellow", "blue", "green", "violet", "gray")
_LOOKS = frozenset(
    {
        *(f"{hue}{what}" for hue in _HUES for what in ("Color", "BackgroundColor", "TextColor")),
        *("backgroundColor", "base", "baseFontSize", "baseFontWeight", "baseRadius", "borderColor", "buttonRadius"),
        *("chartCategoricalColors", "chartDivergingColors", "chartSequentialColors"),
        *("codeBackgroundColor", "codeFont", "codeFontSize", "codeFontWeight", "codeTextColor"),
        *("dataframeBorderColor", "dataframeHeaderBackgroundColor", "dataframeHeaderTextColor"),
        *("font", "fontFaces", "headingFont", "headingFontSizes", "headingFontWeights", "linkColor", "linkUnderline"),
        *("metricValueFontSize", "metricValueFontWeight", "paddingBottom", "paddingTop", "primaryColor"),
        *("secondaryBackgroundColor", "showSidebarBorder", "showWidgetBorder", "textColor"),
    }
)


def settings(port: int, hosts: tuple[str, ...] = (ADDRESS, "localhost")) -> dict[str, object]:
    """Streamlit's options by name, for a dashboard at ``port``: this machine only, nothing sent out, no details of errors in pages."""
    return {
        **_DOORS,
        **_COLOURS,
        "server.port": port,
        "browser.serverPort": port,
        "server.allowedHosts": list(hosts),
        "server.cookieSecret": secrets.token_hex(32),
    }


def decided(option: str) -> bool:
    """Whether somebody decided on an option of Streamlit: it is set, or it was looked at and left."""
    if option in _DOORS or option in _AT_START or option in LEFT:
        return True
    prefix = next((each for each in _THEMES if option.startswith(each)), "")
    return bool(prefix) and option.removeprefix(prefix) in _LOOKS
