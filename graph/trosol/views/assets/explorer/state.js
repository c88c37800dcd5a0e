/* What a person has chosen, with undo and redo, and how it is written into the address. Nothing here touches the page. */
"use strict";
Trosol.state = (function () {
  const MODES = ["around", "path", "horizons", "network", "kinds"], LAYOUTS = ["auto", "lanes", "horizons", "layered", "force", "circular"];
  const MOST = 60, LISTS = ["hide", "relations", "open", "added", "removed"];
  function fresh(at) {
    const list = function (name) { return at[name] ? String(at[name]).split(".").filter(Boolean) : []; };
    const one = function (name, allowed, otherwise) { return allowed.includes(at[name]) ? at[name] : otherwise; };
    return {
      mode: one("mode", MODES, at.entity ? "around" : "kinds"), entity: at.entity || "", focus: at.focus || at.entity || "", other: at.other || "",
      steps: Math.max(1, Math.min(3, Number(at.steps) || 1)), network: at.network || "", layout: one("layout", LAYOUTS, "auto"),
      size: at.size || "", colour: at.colour || "", dots: at.dots === "yes", most: MOST, tall: 0, crowded: false,
      hide: list("hide"), relations: list("relations"), open: list("open"), added: list("added"), removed: list("removed"), several: [], pins: {}
    };
  }
  /* As it stands in the address: text by name, without what is as always. */
  function address(state) {
    const told = { mode: state.mode, entity: state.entity, focus: state.focus !== state.entity ? state.focus : "", other: state.mode === "path" ? state.other : "",
      steps: state.mode === "around" && state.steps > 1 ? String(state.steps) : "", network: state.mode === "network" ? state.network : "",
      layout: state.layout !== "auto" ? state.layout : "", size: state.size, colour: state.colour, dots: state.dots ? "yes" : "" };
    LISTS.forEach(function (name) { told[name] = state[name].slice(0, 60).join("."); });
    return told;
  }
  function history(first) {
    let past = [], now = first, future = [];
    return {
      now: function () { return now; },
      /* `quiet`: goes on from here without a step that undo would go back to. */
      set: function (change, quiet) {
        const next = Object.assign({}, now, change);
        if (!quiet) { past.push(now); past = past.slice(-60); future = []; }
        now = next;
        return now;
      },
      undo: function () { if (past.length) { future.push(now); now = past.pop(); return true; } return false; },
      redo: function () { if (future.length) { past.push(now); now = future.pop(); return true; } return false; },
      can: function () { return [past.length > 0, future.length > 0]; }
    };
  }
  return { fresh: fresh, address: address, history: history, MODES: MODES, LAYOUTS: LAYOUTS, MOST: MOST };
})();
