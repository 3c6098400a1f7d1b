/* What a running session and the screen of its room share: the keys of clickers, and a screen that stays on where it can. */
(function (handbook) {
  "use strict";
  const KEYS = /** @type {Record<string, Pressed>} */ ({
    ArrowRight: "forward",
    PageDown: "forward",
    ArrowLeft: "back",
    PageUp: "back",
    " ": "pause",
    b: "blank",
    ".": "blank",
  });

  handbook.pressed = function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return "";
    if (event.key === " " && handbook.around(event, "button, a, summary, [role=button]")) return "";
    return KEYS[event.key] || "";
  };

  handbook.awake = function (isWanted) {
    /** @type {WakeLockSentinel | null} */
    let lock = null;

    /** Take or give back the screen, as it is wanted now. */
    async function look() {
      if (!isWanted()) {
        if (lock) lock.release();
        lock = null;
        return;
      }
      if (!navigator.wakeLock || (lock && !lock.released) || document.visibilityState !== "visible") return;
      try {
        lock = await navigator.wakeLock.request("screen");
      } catch {
        // refused, such as by a battery that is low
      }
    }

    document.addEventListener("visibilitychange", look);
    return look;
  };
})(window.handbook);
