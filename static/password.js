// Shows what is typed into the fields for passwords of a form, for whoever wants to see it. Without this
// script the box for it stays hidden.
(() => {
  "use strict";
  const box = document.getElementById("reveal");
  if (!box) return;
  const fields = [...box.form.querySelectorAll("input[type=password]")];
  const show = (shown) => {
    for (const field of fields) field.type = shown ? "text" : "password";
  };
  box.addEventListener("change", () => show(box.checked));
  // Browsers remember what is sent from fields for text.
  box.form.addEventListener("submit", () => show(false));
  box.parentElement.hidden = false;
})();
