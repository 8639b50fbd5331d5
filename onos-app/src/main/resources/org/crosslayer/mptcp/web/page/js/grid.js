// SPDX-License-Identifier: Apache-2.0
// A table of any length: only the rows in sight are elements. Keys: arrows, Page, Home, End, Enter, Escape.
import {element} from './dom.js';
import {count} from './format.js';
import {matching, sorted} from './rows.js';

const ROW = 30;
const SPARE = 6;

export class Grid {
  /**
   * columns: [{field, title, text(row), number?, width?, tone?(row)}]; handlers: chosen(row or null), found(text).
   */
  constructor(root, label, columns, handlers) {
    this.root = root;
    this.columns = columns;
    this.handlers = handlers;
    this.all = [];
    this.rows = [];
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
      onscroll: () => this.draw(), onkeydown: event => this.key(event), onclick: event => this.click(event)},
      this.head, this.space);
    this.root.append(this.body);
    new ResizeObserver(() => this.draw()).observe(this.body);
    this.showSort();
  }

  /** Takes all rows anew, each with `name` and `text`. */
  show(rows) {
    this.all = [...rows];
    this.refresh();
  }

  find(search) {
    this.search = search;
    this.body.scrollTop = 0;
    this.refresh();
  }

  refresh() {
    this.rows = sorted(matching(this.all, this.search), this.sort.field, this.sort.down);
    this.body.setAttribute('aria-rowcount', this.rows.length + 1);
    this.space.style.height = `${this.rows.length * ROW}px`;
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
      this.space.append(element('div', {role: 'row', class: 'row', id: `${this.root.id}-${this.space.childElementCount}`},
        this.columns.map(column => cell('gridcell', column))));
    }
    let activeId = '';
    for (let at = first; at < last; at++) {
      const line = this.space.children[at - first];
      this.fill(line, this.rows[at], at);
      activeId = this.rows[at].name === this.active ? line.id : activeId;
    }
    this.body.setAttribute('aria-activedescendant', activeId);
  }

  fill(line, row, at) {
    line.style.transform = `translateY(${at * ROW}px)`;
    line.dataset.name = row.name;
    line.setAttribute('aria-rowindex', at + 2);
    line.setAttribute('aria-selected', row.name === this.selected);
    line.classList.toggle('active', row.name === this.active);
    line.classList.toggle('odd', at % 2 === 1);
    this.columns.forEach((column, i) => {
      const cell = line.children[i];
      const text = column.text(row);
      if (cell.textContent !== text) {
        cell.textContent = text;
        cell.title = text;
      }
      if (column.tone) {
        cell.dataset.tone = column.tone(row);
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
  return made;
}
