// What stopped a case, who was asked to sign or to help, and what was ordered from above.
import { useEntity } from '@/api/queries';
import type { Rec } from '@/api/types';
import { Cell } from '@/fields/registry';
import { count, instant } from '@/kit/format';
import { t, type Key } from '@/kit/i18n';
import { Card as Box, Tag } from '@/kit/layout';
import type { ReactNode } from 'react';
import { hours, useChoice } from './marks';
import type { Card } from './types';

const at = (value: unknown): string => (typeof value === 'number' ? instant(value) : '');

export function Parts({ card }: { card: Card }) {
  return (
    <>
      <Part title="parts.pauses" items={card.pauses}>
        {(pause) => <Pause pause={pause} />}
      </Part>
      <Part title="parts.signers" items={card.signers}>
        {(signer) => <Signer signer={signer} />}
      </Part>
      <Part title="parts.assistances" items={card.assistances}>
        {(one) => (
          <Line who={one.titles?.['person_id']} what={one['task']} note={one['outcome']}>
            {one['done_at'] ? (
              <Tag hue="green">{t('parts.done_at', { at: at(one['done_at']) })}</Tag>
            ) : (
              one['due_at'] != null && <time className="faint">{t('case.due', { at: at(one['due_at']) })}</time>
            )}
          </Line>
        )}
      </Part>
      <Part title="parts.supervisions" items={card.supervisions}>
        {(one) => <Supervision one={one} />}
      </Part>
    </>
  );
}

function Part({
  title,
  items,
  children,
}: {
  title: Key;
  items: Rec[] | undefined;
  children: (item: Rec) => ReactNode;
}) {
  if (!items?.length) return null;
  return (
    <Box title={t(title)} note={count(items.length)}>
      <ul className="lines">
        {items.map((item) => (
          <li key={item.id}>{children(item)}</li>
        ))}
      </ul>
    </Box>
  );
}

const Line = ({
  who,
  what,
  note,
  children,
}: {
  who?: ReactNode;
  what: unknown;
  note?: unknown;
  children?: ReactNode;
}) => (
  <>
    {who && <strong>{who}</strong>}
    <span className="wrap-anywhere">{String(what ?? '')}</span>
    {children}
    {note ? <span className="muted case-text">{String(note)}</span> : null}
  </>
);

function Pause({ pause }: { pause: Rec }) {
  const kind = useChoice('kind', 'case_pause');
  return (
    <Line what={pause['reason']}>
      <Tag hue={pause['ends_at'] ? 'grey' : 'amber'}>{kind(pause['kind'])}</Tag>
      <span className="faint">
        {at(pause['starts_at'])} – {at(pause['ends_at'])}
        {pause['ends_at'] ? ` · ${t('case.hours', { n: hours(pause['minutes'] as number) })}` : ''}
      </span>
    </Line>
  );
}

function Signer({ signer }: { signer: Rec }) {
  const fields = useEntity('case_signer')?.fields;
  const state = fields?.find((f) => f.name === 'state');
  const mode = useChoice('mode', 'case_signer');
  return (
    <Line who={signer.titles?.['person_id']} what={mode(signer['mode'])} note={signer['note']}>
      {state && <Cell field={state} record={signer} />}
      <time className="faint">{at(signer['signed_at'])}</time>
    </Line>
  );
}

function Supervision({ one }: { one: Rec }) {
  const kind = useChoice('kind', 'supervision');
  return (
    <Line what={one['instruction']} note={one['outcome']}>
      <Tag hue={one['closed_at'] ? 'grey' : 'red'}>{kind(one['kind'])}</Tag>
      <span className="faint">
        {at(one['opened_at'])}
        {one['closed_at']
          ? ` – ${at(one['closed_at'])}`
          : one['due_at']
            ? ` · ${t('case.due', { at: at(one['due_at']) })}`
            : ''}
      </span>
    </Line>
  );
}
