// The button beside a masked value, and the strip of them above a form; the dialog asks for the reason.
import { lazy, Suspense, useState } from 'react';
import type { EntityInfo, FieldInfo, Rec } from '@/api/types';
import { Button } from '@/kit/Button';
import { say, t, withWords } from '@/kit/i18n';

const RevealDialog = lazy(withWords(['privacy'], () => import('./RevealDialog')));

const isMasked = (field: FieldInfo, record: Rec): boolean =>
  field.masked === true && record[field.name] !== null && record[field.name] !== undefined && record[field.name] !== '';

export const mayReveal = (record: Rec): boolean => record.abilities?.includes('reveal') ?? false;

/** Nothing where the value is not masked, or this person may not ask for it. */
export function RevealButton({ entity, field, record }: { entity: EntityInfo; field: FieldInfo; record: Rec }) {
  const [isOpen, setOpen] = useState(false);
  const [value, setValue] = useState<string>();
  if (!mayReveal(record) || !isMasked(field, record)) return null;
  if (value !== undefined) return <strong>{value}</strong>;
  return (
    <>
      <Button
        small
        icon="shield"
        onClick={() => setOpen(true)}
        aria-label={t('privacy.show', { field: say(field.label) })}
      >
        {t('privacy.show_short')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <RevealDialog
            entity={entity}
            field={field}
            record={record}
            onShown={setValue}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}

/** All masked values of a record in one line, for forms whose inputs show them starred. */
export function RevealStrip({ entity, record }: { entity: EntityInfo; record: Rec }) {
  const fields = mayReveal(record) ? entity.fields.filter((field) => isMasked(field, record)) : [];
  if (!fields.length) return null;
  return (
    <div className="row" role="group" aria-label={t('privacy.masked')}>
      {fields.map((field) => (
        <span key={field.name} className="row">
          <span className="muted">{say(field.label)}</span>
          <RevealButton entity={entity} field={field} record={record} />
        </span>
      ))}
    </div>
  );
}
