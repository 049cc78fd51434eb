// Before anything is painted, so that a person who chose a colour scheme never sees the other one flash.
(() => {
  const chosen = localStorage.getItem('koppel.theme');
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
})();
