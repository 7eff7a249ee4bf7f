// What was told and what the law says: description, contact, grade, and the limits by rule and by promise as two things.
import { useEntity } from '@/api/queries';
import type { FieldInfo } from '@/api/types';
import { Cell } from '@/fields/registry';
import { RevealButton } from '@/fields/Reveal';
import { say, t } from '@/kit/i18n';
import { Card as Box, Facts as FactList } from '@/kit/layout';
import { hours } from './marks';
import type { Card } from './types';

const kShown = [
  'category',
  'grade',
  'channel',
  'contact_name',
  'contact_phone',
  'received_at',
  'accepted_at',
  'signed_at',
  'replied_at',
  'resolved_at',
  'closed_at',
  'close_due_at',
  'extended_minutes',
  'paused_minutes',
  'cause',
  'closing',
  'rating',
  'rectify_due_at',
];
const kMinutes = new Set(['extended_minutes', 'paused_minutes']);

export function Facts({ card }: { card: Card }) {
  const { case: item, standard } = card;
  const entity = useEntity('service_case');
  const fields = kShown.flatMap((name) => entity?.fields.find((f) => f.name === name) ?? []);
  const isFilled = ({ name }: FieldInfo) => item[name] != null && item[name] !== '' && item[name] !== 0;
  const value = (field: FieldInfo) =>
    kMinutes.has(field.name) ? (
      t('case.hours', { n: hours(item[field.name] as number) })
    ) : (
      <>
        <Cell field={field} record={item} /> {entity && <RevealButton entity={entity} field={field} record={item} />}
      </>
    );
  return (
    <Box title={t('case.about')}>
      {text(item['description']) && <p className="case-text">{text(item['description'])}</p>}
      {text(item['result']) && (
        <div className="notice green">
          <strong>{t('case.result')}</strong> <span className="case-text">{text(item['result'])}</span>
        </div>
      )}
      <FactList columns items={fields.filter(isFilled).map((field) => [say(field.label), value(field)])} />
      {text(item['rating_note']) && <p className="case-text muted">{text(item['rating_note'])}</p>}
      {item['is_beyond_calendar'] === true && <p className="notice amber">{t('case.beyond_calendar')}</p>}
      {standard && (
        <FactList
          columns
          items={[
            [t('limit.promised'), t('case.hours', { n: hours(standard.promised_minutes) })],
            [t('limit.legal'), t('case.hours', { n: hours(standard.legal_minutes) })],
            [t('limit.source'), `${standard.name}${standard.citation ? ` · ${standard.citation}` : ''}`],
          ]}
        />
      )}
    </Box>
  );
}

const text = (value: unknown): string => (value == null ? '' : String(value));
