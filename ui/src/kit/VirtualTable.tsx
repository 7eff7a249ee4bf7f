// A long list as a grid: only visible rows exist, j/k move, Enter opens, x selects, Shift selects a range.
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { Icon } from './Icon';
import { t } from './i18n';

export interface Column<T> {
  key: string;
  title: string;
  /** CSS grid track: "2fr", "120px". */
  width: string;
  cell: (row: T) => ReactNode;
  sortable?: boolean;
  end?: boolean;
  /** Shown on a phone as well; the first column always is. */
  phone?: boolean;
}

export interface VirtualTableProps<T> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  total: number;
  idOf: (row: T) => number;
  onNearEnd?: () => void;
  onOpen?: (row: T) => void;
  sort?: string;
  onSort?: (sort: string) => void;
  selected?: ReadonlySet<number>;
  onSelect?: (ids: Set<number>) => void;
  active?: number;
  onActive?: (index: number) => void;
  rowClass?: (row: T) => string;
}

/** Pixels; a phone row has two lines. Every row of a list has the same height, so windowing is arithmetic. */
const kRow = 40;
const kPhoneRow = 64;
const kHead = 36;
/** Rows drawn before the height of the list is known. */
const kFirstRows = 25;
/** Rows drawn beyond the visible ones, so that quick scrolling shows no gaps. */
const kOverscan = 10;

function useWindow(total: number, height: number) {
  const element = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ first: 0, last: kFirstRows });
  const measure = useCallback(() => {
    const box = element.current;
    if (!box) return;
    const first = Math.max(0, Math.floor(box.scrollTop / height) - kOverscan);
    const last = Math.ceil((box.scrollTop + box.clientHeight) / height) + kOverscan;
    setRange((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, [height]);
  useEffect(() => {
    const box = element.current;
    if (!box) return;
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [measure]);
  const reveal = (index: number) => {
    const box = element.current;
    if (!box) return;
    const top = index * height;
    const visible = box.clientHeight - kHead;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + height > box.scrollTop + visible) box.scrollTop = top + height - visible;
  };
  const last = Math.min(range.last, total - 1);
  const indices = Array.from({ length: Math.max(0, last - range.first + 1) }, (_, i) => range.first + i);
  return { element, measure, reveal, indices, last };
}

export function VirtualTable<T>(props: VirtualTableProps<T>) {
  const { columns, rows, total, idOf, selected, onSelect, onOpen, onNearEnd, active = -1 } = props;
  const anchor = useRef(-1);
  const height = typeof matchMedia === 'function' && matchMedia('(max-width: 720px)').matches ? kPhoneRow : kRow;
  const { element, measure, reveal, indices, last } = useWindow(Math.max(total, rows.length), height);
  useEffect(() => {
    if (last >= rows.length - kOverscan && rows.length < total) onNearEnd?.();
  }, [last, rows.length, total, onNearEnd]);

  const select = (index: number, isRange: boolean) => {
    if (!onSelect) return;
    const next = new Set(selected);
    const row = rows[index];
    if (!row) return;
    if (isRange && anchor.current >= 0) {
      const [low, high] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
      rows.slice(low, high + 1).forEach((r) => next.add(idOf(r)));
    } else {
      if (!next.delete(idOf(row))) next.add(idOf(row));
      anchor.current = index;
    }
    onSelect(next);
  };
  const move = (to: number) => {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    props.onActive?.(index);
    reveal(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const control = event.target instanceof HTMLElement && event.target.closest('a,button,input,select,textarea');
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[active];
    if (event.key === 'j' || event.key === 'ArrowDown') {
      move(active + 1);
      if (event.shiftKey) select(active + 1, true);
    } else if (event.key === 'k' || event.key === 'ArrowUp') move(active - 1);
    else if (event.key === 'J') (select(active + 1, true), move(active + 1));
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(rows.length - 1);
    else if (event.key === 'Enter' && row && !control) onOpen?.(row);
    else if ((event.key === 'x' || (event.key === ' ' && !control)) && row) select(active, false);
    else if (event.key === 'X' && row) select(active, true);
    else if (event.key === 'Escape' && selected?.size) onSelect?.(new Set());
    else return;
    event.preventDefault();
  };

  const template = { gridTemplateColumns: `${onSelect ? '36px ' : ''}${columns.map((c) => c.width).join(' ')}` };
  return (
    <div
      className="grid"
      role="grid"
      aria-label={props.label}
      aria-rowcount={total + 1}
      tabIndex={0}
      ref={element}
      onKeyDown={onKeyDown}
      onScroll={measure}
      aria-multiselectable={onSelect ? true : undefined}
    >
      <div className="grid-head" role="row" aria-rowindex={1} style={template}>
        {onSelect && (
          <span role="columnheader" aria-label={t('list.select')}>
            <input
              type="checkbox"
              aria-label={t('list.select_loaded')}
              checked={rows.length > 0 && (selected?.size ?? 0) >= rows.length}
              onChange={(e) => onSelect(e.target.checked ? new Set(rows.map(idOf)) : new Set())}
            />
          </span>
        )}
        {columns.map((column, i) => (
          <HeadCell key={column.key} column={column} first={i === 0} sort={props.sort} onSort={props.onSort} />
        ))}
      </div>
      <div className="grid-body" role="rowgroup" style={{ height: Math.max(total, rows.length) * height }}>
        {indices.map((index) => {
          const row = rows[index];
          const place = { index, style: { ...template, height, transform: `translateY(${index * height}px)` } };
          if (!row) return <WaitingRow key={index} {...place} />;
          return (
            <GridRow
              key={index}
              {...place}
              row={row}
              columns={columns}
              className={`${index === active ? ' active' : ''} ${props.rowClass?.(row) ?? ''}`}
              isSelected={onSelect ? (selected?.has(idOf(row)) ?? false) : undefined}
              onSelect={(isRange) => select(index, isRange)}
              onPress={(isRange) => {
                props.onActive?.(index);
                if (isRange && onSelect) select(index, true);
                else onOpen?.(row);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

interface Place {
  index: number;
  style: CSSProperties;
}

const WaitingRow = ({ index, style }: Place) => (
  <div className="grid-row waiting" role="row" aria-rowindex={index + 2} style={style}>
    <span role="gridcell" aria-label={t('state.loading')} />
  </div>
);

function GridRow<T>({
  index,
  style,
  row,
  columns,
  className,
  isSelected,
  onSelect,
  onPress,
}: Place & {
  row: T;
  columns: Column<T>[];
  className: string;
  /** Undefined where rows cannot be selected. */
  isSelected: boolean | undefined;
  onSelect: (isRange: boolean) => void;
  onPress: (isRange: boolean) => void;
}) {
  const press = (event: MouseEvent) => {
    if (!(event.target as HTMLElement).closest('a,button,input')) onPress(event.shiftKey);
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      style={style}
      className={`grid-row${className}${isSelected ? ' selected' : ''}`}
      onClick={press}
    >
      {isSelected !== undefined && (
        <span role="gridcell" className="check">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={isSelected}
            aria-label={t('list.select_row', { n: index + 1 })}
            onChange={() => undefined}
            onClick={(event) => onSelect(event.shiftKey)}
          />
        </span>
      )}
      {columns.map((column, i) => (
        <span
          key={column.key}
          role="gridcell"
          className={`${column.end ? 'end' : ''}${i && !column.phone ? ' desk' : ''}`}
        >
          {column.cell(row)}
        </span>
      ))}
    </div>
  );
}

function HeadCell<T>({
  column,
  first,
  sort,
  onSort,
}: {
  column: Column<T>;
  first: boolean;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
}) {
  const direction = sort === column.key ? 'ascending' : sort === `-${column.key}` ? 'descending' : 'none';
  const className = `${column.end ? 'end' : ''}${!first && !column.phone ? ' desk' : ''}`;
  if (!column.sortable || !onSort)
    return (
      <span role="columnheader" className={className}>
        {column.title}
      </span>
    );
  return (
    <span role="columnheader" aria-sort={direction} className={className}>
      <button
        type="button"
        onClick={() =>
          onSort(direction === 'ascending' ? `-${column.key}` : direction === 'descending' ? '' : column.key)
        }
      >
        {column.title}
        {direction !== 'none' && <Icon name={direction === 'ascending' ? 'up' : 'down'} size={13} />}
      </button>
    </span>
  );
}
