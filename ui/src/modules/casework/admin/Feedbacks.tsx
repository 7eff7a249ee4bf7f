// The complaint box: what people say about the product, with the answers they got.
import { useId, useState } from 'react';
import { messageOf, patch } from '@/api/client';
import { refresh, useAct, useEntity, useGet } from '@/api/queries';
import type { EntityInfo, List, Rec } from '@/api/types';
import { Cell } from '@/fields/registry';
import { Button } from '@/kit/Button';
import { instant } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Card, Tabs } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';
import { tell } from '@/kit/toast';
import { useUrlState } from '@/kit/url';
import './admin_desk.css';

const kStates = ['received', 'answered', 'all'] as const;
type Shown = (typeof kStates)[number];
/** As many as one reads in a sitting; older ones are found by their state. */
const kPage = 100;

export default function Feedbacks() {
  const [state, change] = useUrlState();
  const entity = useEntity('feedback');
  const shown: Shown = kStates.find((one) => one === state['show']) ?? 'received';
  const query = useGet<List>(
    entity?.route ?? '',
    { limit: kPage, sort: '-id', ...(shown === 'all' ? {} : { state: shown }) },
    { enabled: !!entity },
  );
  if (!entity) return null;
  return (
    <div className="stack wide">
      <Tabs
        label={t('feedback.all')}
        value={shown}
        onChange={(to) => change({ show: to === 'received' ? null : to })}
        options={kStates.map((one) => ({ value: one, label: t(`feedback.${one}`) }))}
      />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="check" title={t('feedback.none')} />
          ) : (
            <>
              {items.map((one) => (
                <Voice key={one.id} entity={entity} voice={one} />
              ))}
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function Voice({ entity, voice }: { entity: EntityInfo; voice: Rec }) {
  const state = entity.fields.find((field) => field.name === 'state');
  const answer = String(voice['answer'] ?? '');
  return (
    <Card
      title={instant(voice['at'] as number)}
      note={t('feedback.from', {
        name: voice.titles?.['person_id'] ?? t('feedback.nobody'),
        page: String(voice['page'] ?? ''),
      })}
      actions={state && <Cell field={state} record={voice} />}
    >
      <p className="told">{String(voice['body'])}</p>
      {answer && (
        <blockquote className="told">
          <span className="hint">{t('feedback.answer')}</span> {answer}
        </blockquote>
      )}
      {!answer && voice.abilities?.includes('update') && <Answer entity={entity} voice={voice} />}
    </Card>
  );
}

function Answer({ entity, voice }: { entity: EntityInfo; voice: Rec }) {
  const id = useId();
  const [text, setText] = useState('');
  const save = useAct<void, Rec>(() => patch<Rec>(`${entity.route}/${voice.id}`, { answer: text }, voice.version));
  const submit = () => save.mutate(undefined, { onSuccess: () => (refresh(entity.name), tell(t('feedback.sent'))) });
  return (
    <form className="field" onSubmit={(event) => (event.preventDefault(), text.trim() && submit())}>
      <label htmlFor={id}>{t('feedback.answer')}</label>
      <textarea id={id} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
      {save.error && (
        <p className="problem" role="alert">
          {messageOf(save.error)}
        </p>
      )}
      <div>
        <Button small type="submit" disabled={!text.trim()} busy={save.isPending}>
          {t('feedback.send')}
        </Button>
      </div>
    </form>
  );
}
