// Comfort only: every page works without this file.
(() => {
  'use strict';

  // Select all orders of the list.
  for (const all of document.querySelectorAll('[data-select-all]')) {
    const boxes = () => document.querySelectorAll(`input[type=checkbox][name="${all.dataset.selectAll}"]`);
    all.addEventListener('change', () => boxes().forEach(box => { box.checked = all.checked; }));
  }

  // A press on a row's cell ticks its box.
  for (const cell of document.querySelectorAll('td.pick')) {
    cell.addEventListener('click', event => {
      if (event.target === cell) cell.querySelector('input').click();
    });
  }

  // Links shown once are easy to copy.
  for (const field of document.querySelectorAll('[data-copy]')) field.addEventListener('focus', () => field.select());

  const errors = document.getElementById('errors');
  if (errors) errors.focus();

  const number = text => Number(text.normalize('NFKC').replace(/,/g, '')) || 0;

  const showRest = line => {
    const place = line.querySelector('[data-rest]');
    if (!place) return;
    let sum = 0;
    for (const field of line.querySelectorAll('input[name$=".Quantity"]')) sum += number(field.value);
    const rest = number(line.dataset.quantity) - sum;
    place.textContent = Math.abs(rest) < 1e-9 ? '' : `${place.dataset.rest}: ${+rest.toFixed(6)}`;
    place.classList.toggle('over', rest < 0);
  };

  const addRow = button => {
    const body = button.parentElement.querySelector('.parts tbody');
    if (body.rows.length >= 50) return;
    const index = body.rows.length;
    const row = body.rows[index - 1].cloneNode(true);
    for (const field of row.querySelectorAll('input')) {
      field.name = field.name.replace(/Parts\[\d+\]/, `Parts[${index}]`);
      field.setAttribute('aria-label', field.getAttribute('aria-label').replace(/\d+/, index + 1));
      field.value = '';
    }
    body.append(row);
    row.querySelector('input').focus();
  };

  for (const form of document.querySelectorAll('[data-reply]')) {
    form.addEventListener('click', event => {
      const button = event.target.closest('[data-add-row]');
      if (!button) return;
      event.preventDefault();
      addRow(button);
      showRest(button.closest('.line'));
    });

    form.addEventListener('input', event => {
      const line = event.target.closest('.line');
      if (line) showRest(line);
    });

    // Enter and the arrow keys move between fields of the same kind. While an input method composes a word, keys are its own.
    form.addEventListener('keydown', event => {
      const field = event.target;
      if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
      if (!(field instanceof HTMLInputElement) || field.type === 'checkbox' || field.closest('.send')) return;
      const isDate = field.type === 'date';
      const step = event.key === 'Enter' ? 1 : isDate ? 0 : event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (!step) return;
      event.preventDefault();
      const kind = field.name.split('.').pop();
      const same = [...form.querySelectorAll(`input[name$=".${kind}"]`)].filter(other => other.offsetParent);
      const next = same[same.indexOf(field) + step];
      if (next) { next.focus(); if (next.select && !isDate) next.select(); }
    });

    form.querySelectorAll('.line').forEach(showRest);
  }
})();
