// The case library: what was learnt from a closed case, without names; a second person publishes it.
import { useState } from 'react';
import { post } from '@/api/client';
import { refresh, useAct, useEntity, useGet, useMayCreate } from '@/api/queries';
import type { Rec } from '@/api/types';
import { RefPicker } from '@/fields/ref';
import { RecordList } from '@/fields/RecordList';
import { ActDialog } from '@/kit/ActDialog';
import { Button } from '@/kit/Button';
import { say, t } from '@/kit/i18n';
import { tell, tellError } from '@/kit/toast';

const kEntity = 'article';
const kVerbs = ['propose', 'publish', 'withdraw'] as const;
/** States of a case that has something to teach. */
const kClosed = { state: 'closed,reviewed,archived' };

export default function Articles() {
  const [isWriting, setWriting] = useState(false);
  const mayCreate = useMayCreate(kEntity);
  return (
    <>
      <RecordList
        bare
        pagesOnly
        entity={kEntity}
        extra={(article) => <Verbs article={article} />}
        filters={
          mayCreate && (
            <Button icon="edit" onClick={() => setWriting(true)}>
              {t('article.write')}
            </Button>
          )
        }
      />
      {isWriting && <Write onClose={() => setWriting(false)} />}
    </>
  );
}

function Verbs({ article }: { article: Rec }) {
  const entity = useEntity(kEntity);
  const act = useAct<(typeof kVerbs)[number], unknown>((verb) => post(`${entity?.route}/${article.id}/${verb}`, {}));
  const offered = kVerbs.filter((verb) => article.abilities?.includes(verb));
  if (offered.length === 0) return null;
  return (
    <div className="row wrap">
      {offered.map((verb) => (
        <Button
          key={verb}
          tone={verb === 'withdraw' ? 'danger' : 'primary'}
          busy={act.isPending}
          onClick={() =>
            act.mutate(verb, {
              onSuccess: () => (refresh(kEntity), tell(t(`article.done.${verb}`))),
              onError: tellError,
            })
          }
        >
          {t(`article.${verb}`)}
        </Button>
      ))}
    </div>
  );
}

function Write({ onClose }: { onClose: () => void }) {
  const entity = useEntity(kEntity);
  const cases = useEntity('service_case');
  const [chosen, setChosen] = useState<number | null>(null);
  const [title, setTitle] = useState('');
  const [body, setBody] = useState('');
  const source = useGet<Rec>(`${cases?.route}/${chosen}`, undefined, { enabled: !!cases && chosen !== null });
  const [category, setCategory] = useState('');
  const choices = entity?.fields.find((field) => field.name === 'category')?.choices ?? [];
  const wanted = category || String(source.data?.['category'] ?? '');
  return (
    <ActDialog
      title={t('article.write')}
      act={t('article.save')}
      isReady={chosen !== null}
      perform={() =>
        post<Rec>(entity?.route ?? '', { case_id: chosen, title, body, ...(wanted ? { category: wanted } : {}) })
      }
      onDone={(made) => (refresh(kEntity), tell(t('save.created', { title: String(made['title']) })))}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor="article-case">{t('article.case')}</label>
        <RefPicker
          id="article-case"
          entity="service_case"
          label={t('article.case')}
          value={chosen}
          query={kClosed}
          onChange={(id) => setChosen(id)}
        />
      </div>
      {source.data && (
        <details>
          <summary>{t('article.source')}</summary>
          <p className="told">
            {[source.data['title'], source.data['description'], source.data['result']].filter(Boolean).join('\n')}
          </p>
        </details>
      )}
      <p className="notice amber">{t('article.note')}</p>
      <label className="field">
        <span>{t('article.title')}</span>
        <input value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <label className="field">
        <span>{t('article.category')}</span>
        <select value={wanted} onChange={(event) => setCategory(event.target.value)}>
          {!wanted && <option value="">–</option>}
          {choices.map((choice) => (
            <option key={choice.name} value={choice.name}>
              {say(choice.label, choice.name)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('article.body')}</span>
        <textarea rows={8} value={body} onChange={(event) => setBody(event.target.value)} />
      </label>
    </ActDialog>
  );
}
