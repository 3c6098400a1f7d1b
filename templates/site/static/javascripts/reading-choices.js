/* The dialog in which a reader chooses size, spacing and colours. */
(function (handbook) {
  "use strict";
  const { the, every, reading } = handbook;
  /** @type {HTMLDialogElement} */
  const dialog = the("#hb-reading");

  the("#hb-reading-open").addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside the dialog
  });
  /** @type {HTMLInputElement[]} */
  const inputs = every("input", dialog);
  inputs.forEach((input) => {
    input.checked = input.value === (reading.choices[input.name] || "");
    input.addEventListener("change", () => reading.choose(input.name, input.value));
  });
})(window.handbook);
