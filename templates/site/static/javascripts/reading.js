/* The dialog in which a reader chooses size, spacing and colours. */
(function () {
  "use strict";
  const dialog = document.getElementById("hb-reading");
  const opener = document.getElementById("hb-reading-open");
  const reading = window.handbookReading;

  opener.addEventListener("click", () => {
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside the dialog
  });
  dialog.querySelectorAll("input").forEach((input) => {
    input.checked = input.value === (reading.choices[input.name] || "");
    input.addEventListener("change", () => {
      reading.choose(input.name, input.value);
    });
  });
})();
