// What pages are laid out with: page head, card, tile, tag, bar, tabs, facts.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { IconName } from './Icon';
import { Icon } from './Icon';

export function Page({
  title,
  count,
  actions,
  children,
  crumbs,
  className = '',
}: {
  title: ReactNode;
  count?: ReactNode;
  actions?: ReactNode;
  crumbs?: { href: string; label: string }[];
  children: ReactNode;
  className?: string;
}) {
  return (
    <div className={`page ${className}`}>
      <header className="page-head">
        <div>
          {crumbs && (
            <p className="crumbs">
              {crumbs.map((crumb) => (
                <Link key={crumb.href} href={crumb.href}>
                  {crumb.label} /
                </Link>
              ))}
            </p>
          )}
          <h1>
            {title}
            {count !== undefined && <small> {count}</small>}
          </h1>
        </div>
        {actions && <div className="row wrap">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Card({
  title,
  note,
  actions,
  children,
  flush,
}: {
  title?: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  flush?: boolean;
}) {
  return (
    <section className={`card${flush ? ' flush' : ''}`}>
      {title !== undefined && (
        <header>
          <h2>
            {title}
            {note !== undefined && <small> {note}</small>}
          </h2>
          {actions && <div className="row">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}

export type Hue = 'blue' | 'green' | 'amber' | 'red' | 'grey' | 'violet';

export const Tag = ({ hue = 'grey', icon, children }: { hue?: Hue; icon?: IconName; children: ReactNode }) => (
  <span className={`tag ${hue}`}>
    {icon && <Icon name={icon} size={13} />}
    {children}
  </span>
);

export function Tile({
  label,
  value,
  note,
  href,
  hue,
}: {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  href?: string;
  hue?: Hue;
}) {
  const face = (
    <>
      <span className="tile-label">{label}</span>
      <strong className={hue}>{value}</strong>
      {note !== undefined && <span className="tile-note">{note}</span>}
    </>
  );
  return href ? (
    <Link href={href} className="tile">
      {face}
    </Link>
  ) : (
    <div className="tile">{face}</div>
  );
}

/** A measured length; the number beside it carries the meaning for readers of the screen. */
export const Bar = ({ part, hue = 'blue' }: { part: number; hue?: Hue }) => (
  <span className="bar" aria-hidden="true">
    <span className={hue} style={{ width: `${Math.max(0, Math.min(1, part)) * 100}%` }} />
  </span>
);

export function Tabs<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: { value: T; label: string; note?: ReactNode }[];
  onChange: (value: T) => void;
}) {
  return (
    <div className="tabs" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
          {option.note !== undefined && <small>{option.note}</small>}
        </button>
      ))}
    </div>
  );
}

export function Facts({ items, columns }: { items: [ReactNode, ReactNode][]; columns?: boolean }) {
  return (
    <dl className={`facts${columns ? ' columns' : ''}`}>
      {items.map(([name, value], i) => (
        <div key={i}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A plain table for tens of rows; long lists use VirtualTable. */
export function Table({ head, rows, caption }: { head: ReactNode[]; rows: ReactNode[][]; caption: string }) {
  return (
    <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {head.map((cell, i) => (
              <th key={i} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
