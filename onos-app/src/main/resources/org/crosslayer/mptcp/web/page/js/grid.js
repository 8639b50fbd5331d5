// SPDX-License-Identifier: Apache-2.0
// A table of any length: only the rows in sight are elements. Keys: arrows, Page, Home, End, Enter, Escape.
import {element} from './dom.js';
import {count} from './format.js';
import {sorting} from './rows.js';

const ROW = 30;
const SPARE = 6;
// What a row has at its sides, as in panels.css.
const SIDES = 16;
// How long a frame may sort for news, and for a user, who waits for it.
const SLICE_MILLIS = 4;
const ASKED_MILLIS = 40;

export class Grid {
  /**
   * columns: [{field, title, text(row), number?, width?, least?, tone?(row)}], `width` as a share, `least` in pixels,
   * below which the table is scrolled sideways instead; handlers: chosen(row or null), found(text).
   */
  constructor(root, label, columns, handlers) {
    this.root = root;
    this.columns = columns;
    this.handlers = handlers;
    this.all = [];
    this.rows = [];
    this.job = null;
    this.search = '';
    this.sort = {field: columns[0].field, down: false};
    this.selected = null;
    this.active = null;
    this.build(label);
  }

  build(label) {
    this.head = element('div', {role: 'row', class: 'row head', 'aria-rowindex': 1}, this.columns.map(column =>
      cell('columnheader', column,
        element('button', {type: 'button', 'data-field': column.field, onclick: () => this.sortBy(column)},
          column.title))));
    this.space = element('div', {class: 'space', role: 'rowgroup'});
    this.body = element('div', {class: 'body', tabindex: 0, role: 'grid', 'aria-label': label,
      'aria-colcount': this.columns.length,
      onscroll: () => this.draw(), onkeydown: event => this.key(event), onclick: event => this.click(event),
      onpointerover: ({target}) => { target.title = target.shown ?? ''; }},
      this.head, this.space);
    for (const part of [this.head, this.space]) {
      part.style.minWidth = `${d3.sum(this.columns, column => column.least ?? 0) + SIDES}px`;
    }
    this.root.append(this.body);
    new ResizeObserver(() => this.draw()).observe(this.body);
    this.showSort();
  }

  /** Takes all rows anew, each with `name` and `text`; `step` has to be called until they are shown. */
  show(rows) {
    this.all = [...rows];
    // What is being sorted comes first, or news that are quicker than that would keep it from being shown at all.
    this.again = this.job !== null;
    this.job ??= this.sorting();
  }

  find(search) {
    this.search = search;
    this.body.scrollTop = 0;
    this.refresh();
  }

  refresh() {
    this.job = this.sorting();
    this.step(ASKED_MILLIS);
  }

  sorting() {
    return sorting(this.all, this.sort.field, this.sort.down, this.search);
  }

  /** Goes on with sorting; whether there was anything to do. To be called for every frame. */
  step(millis = SLICE_MILLIS) {
    if (!this.job) {
      return false;
    }
    const end = performance.now() + millis;
    let part;
    do {
      part = this.job.next();
    } while (!part.done && performance.now() < end);
    if (part.done) {
      this.job = this.again ? this.sorting() : null;
      this.again = false;
      this.take(part.value);
    }
    return true;
  }

  take(rows) {
    this.rows = rows;
    this.body.setAttribute('aria-rowcount', this.rows.length + 1);
    const height = `${this.rows.length * ROW}px`;
    if (this.space.style.height !== height) {
      this.space.style.height = height;
    }
    this.handlers.found?.(this.rows.length === this.all.length ? count(this.all.length)
      : `${count(this.rows.length)} of ${count(this.all.length)}`);
    this.draw();
  }

  /** Fills the elements of the rows in sight; elements are used again. */
  draw() {
    const first = Math.max(0, Math.floor(this.body.scrollTop / ROW) - SPARE);
    const last = Math.min(this.rows.length, Math.ceil((this.body.scrollTop + this.body.clientHeight) / ROW) + SPARE);
    while (this.space.childElementCount > last - first) {
      this.space.lastElementChild.remove();
    }
    while (this.space.childElementCount < last - first) {
      this.space.append(element('div', {role: 'row', class: 'row',
        id: `${this.root.id}-${this.space.childElementCount}`},
        this.columns.map(column => cell('gridcell', column))));
    }
    this.turn(first);
    let activeId = '';
    for (let at = first; at < last; at++) {
      const line = this.space.children[at - first];
      this.fill(line, this.rows[at], at);
      activeId = this.rows[at].name === this.active ? line.id : activeId;
    }
    this.body.setAttribute('aria-activedescendant', activeId);
  }

  /** Elements of rows that remain in sight keep them: those above go below, or the other way round. */
  turn(first) {
    const by = first - this.first;
    this.first = first;
    if (Math.abs(by) < this.space.childElementCount) {
      for (let i = 0; i < by; i++) {
        this.space.append(this.space.firstElementChild);
      }
      for (let i = 0; i > by; i--) {
        this.space.prepend(this.space.lastElementChild);
      }
    }
  }

  fill(line, row, at) {
    if (line.at !== at) {
      line.at = at;
      line.style.transform = `translateY(${at * ROW}px)`;
      line.setAttribute('aria-rowindex', at + 2);
      line.classList.toggle('odd', at % 2 === 1);
    }
    if (line.dataset.name !== row.name) {
      line.dataset.name = row.name;
    }
    const selected = String(row.name === this.selected);
    if (line.getAttribute('aria-selected') !== selected) {
      line.setAttribute('aria-selected', selected);
    }
    line.classList.toggle('active', row.name === this.active);
    this.columns.forEach((column, i) => {
      const cell = line.children[i];
      const text = column.text(row);
      if (cell.shown !== text) {
        cell.shown = cell.textContent = text;
      }
      const tone = column.tone?.(row);
      if (cell.tone !== tone) {
        cell.tone = cell.dataset.tone = tone;
      }
    });
  }

  sortBy(column) {
    const down = this.sort.field === column.field ? !this.sort.down : column.number === true;
    this.sort = {field: column.field, down};
    this.showSort();
    this.refresh();
  }

  showSort() {
    this.columns.forEach((column, i) => this.head.children[i].setAttribute('aria-sort',
      column.field !== this.sort.field ? 'none' : this.sort.down ? 'descending' : 'ascending'));
  }

  click(event) {
    const line = event.target.closest('.row');
    if (line && line !== this.head) {
      this.active = line.dataset.name;
      this.select(line.dataset.name);
    }
  }

  key(event) {
    if (this.head.contains(event.target)) {
      return;
    }
    const page = Math.max(1, Math.floor(this.body.clientHeight / ROW) - 2);
    const at = this.rows.findIndex(row => row.name === this.active);
    const to = {ArrowDown: at + 1, ArrowUp: Math.max(0, at - 1), PageDown: at + page, PageUp: at - page, Home: 0,
                End: this.rows.length - 1}[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      this.select(this.active);
    } else if (event.key === 'Escape') {
      this.select(null);
    } else if (to === undefined || this.rows.length === 0) {
      return;
    } else {
      this.move(Math.max(0, Math.min(this.rows.length - 1, to)));
    }
    event.preventDefault();
  }

  move(to) {
    this.active = this.rows[to].name;
    const top = to * ROW;
    const height = this.body.clientHeight - this.head.offsetHeight;
    this.body.scrollTop = Math.min(Math.max(this.body.scrollTop, top + ROW - height), top);
    this.draw();
  }

  select(name) {
    this.selected = name;
    this.draw();
    this.handlers.chosen?.(name);
  }
}

function cell(role, column, ...children) {
  const made = element('span', {role, class: column.number ? 'cell number' : 'cell'}, ...children);
  made.style.flexGrow = column.width ?? 1;
  made.style.minWidth = `${column.least ?? 0}px`;
  return made;
}
