/* The dialog in which a reader chooses size, spacing and colours. */
(function () {
  "use strict";
  var dialog = document.getElementById("hb-reading");
  var opener = document.getElementById("hb-reading-open");
  var reading = window.handbookReading;

  opener.addEventListener("click", function () {
    dialog.showModal();
  });
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog) dialog.close(); // beside the dialog
  });
  dialog.querySelectorAll("input").forEach(function (input) {
    input.checked = input.value === (reading.choices[input.name] || "");
    input.addEventListener("change", function () {
      reading.choose(input.name, input.value);
    });
  });
})();
