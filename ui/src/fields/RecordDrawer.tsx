// Reads, creates and edits one record beside its list: saves with its version, offers undo, shows both sides of a conflict.
import { useEffect, useId, useState, type ReactNode } from 'react';
import { ApiError, get, patch, post, remove } from '@/api/client';
import { refresh, useAct, useEntity, useGet } from '@/api/queries';
import type { EntityInfo, Rec, Value } from '@/api/types';
import { Button, ButtonLink } from '@/kit/Button';
import { Dialog } from '@/kit/Dialog';
import { say, t } from '@/kit/i18n';
import { Tabs } from '@/kit/layout';
import { Loaded } from '@/kit/states';
import { tell, tellError } from '@/kit/toast';
import { History } from './History';
import { RecordForm, type Draft } from './RecordForm';
import { pageOf, titleOf } from './ref';
import { ShownValue } from './registry';
import { RevealStrip } from './Reveal';

interface DrawerProps {
  entity: string;
  id: number | 'new';
  onClose: () => void;
  /** Values a new record starts with. */
  initial?: Draft;
  only?: string[];
  extra?: (record: Rec) => ReactNode;
  onSaved?: (record: Rec) => void;
}

/** Unsaved typing survives a reload of the tab. */
const draftKey = (entity: string, id: number | 'new') => `zw_draft_${entity}_${id}`;
function storedDraft(key: string): Draft {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Draft;
  } catch {
    return {};
  }
}
function keepDraft(key: string, draft: Draft | null): void {
  try {
    if (draft && Object.keys(draft).length) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
  } catch {
    // No storage, no backup: typing goes on.
  }
}

export async function saveWithUndo(entity: EntityInfo, record: Rec, change: Draft): Promise<Rec> {
  const saved = await patch<Rec>(`${entity.route}/${record.id}`, change, record.version);
  refresh(entity.name);
  const before = Object.fromEntries(Object.keys(change).map((name) => [name, (record[name] ?? null) as Value]));
  tell(t('save.done', { title: titleOf(entity, saved) || titleOf(entity, record) }), () => {
    patch(`${entity.route}/${record.id}`, before, saved.version).then(() => {
      refresh(entity.name);
      tell(t('save.undone'));
    }, tellError);
  });
  return saved;
}

export default function RecordDrawer(props: DrawerProps) {
  const entity = useEntity(props.entity);
  const isNew = props.id === 'new';
  const query = useGet<Rec>(`${entity?.route}/${props.id}`, undefined, { enabled: !!entity && !isNew });
  if (!entity) return null;
  if (isNew) return <Editor {...props} info={entity} />;
  if (!query.data)
    return (
      <Dialog side title={say(entity.label)} onClose={props.onClose}>
        <Loaded query={query}>{() => null}</Loaded>
      </Dialog>
    );
  return <Editor {...props} key={props.id} info={entity} record={query.data} />;
}

function Editor({
  info: entity,
  record,
  id,
  onClose,
  initial,
  only,
  extra,
  onSaved,
}: DrawerProps & { info: EntityInfo; record?: Rec }) {
  const formId = useId();
  const key = draftKey(entity.name, id);
  const [draft, setDraft] = useState<Draft>(() => ({ ...(record ? {} : initial), ...storedDraft(key) }));
  const [tab, setTab] = useState<Tab>('form');
  const [conflict, setConflict] = useState<Rec | null>(null);
  // One key per filled form: pressing save twice creates once.
  const [idempotencyKey] = useState(() => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`);
  useEffect(() => keepDraft(key, draft), [key, draft]);
  const mayEdit = !record || (record.abilities?.includes('update') ?? false);
  const leave = () => {
    keepDraft(key, null);
    onClose();
  };
  const finish = (saved: Rec) => {
    setDraft({});
    onSaved?.(saved);
    leave();
  };
  const save = useAct<Rec | undefined, Rec>((against) => {
    const base = against ?? record;
    if (base) return saveWithUndo(entity, base, draft);
    return post<Rec>(entity.route, draft, { idempotencyKey }).then((made) => {
      refresh(entity.name);
      tell(t('save.created', { title: titleOf(entity, made) }));
      return made;
    });
  });
  const onError = (error: ApiError) => {
    if (record && error.status === 412) get<Rec>(`${entity.route}/${record.id}`).then(setConflict, tellError);
  };
  const submit = () => {
    if (record && !Object.keys(draft).length) return onClose();
    save.mutate(undefined, { onSuccess: finish, onError });
  };
  return (
    <Dialog
      side
      title={record ? titleOf(entity, record) : t('record.new', { entity: say(entity.label) })}
      onClose={onClose}
      footer={
        mayEdit &&
        tab === 'form' && (
          <>
            {record?.abilities?.includes('delete') && <EraseButton entity={entity} record={record} onDone={leave} />}
            <span className="grow" />
            <Button onClick={leave}>{t('act.cancel')}</Button>
            <Button tone="primary" type="submit" form={formId} busy={save.isPending}>
              {t('act.save')}
            </Button>
          </>
        )
      }
    >
      {record && <DrawerHead tab={tab} setTab={setTab} page={pageOf(entity.name, record.id)} />}
      {record && tab === 'form' && <RevealStrip entity={entity} record={record} />}
      {record && extra?.(record)}
      {tab === 'history' && record ? (
        <History entity={entity} id={record.id} />
      ) : (
        <fieldset disabled={!mayEdit} className="bare">
          <RecordForm
            entity={entity}
            draft={draft}
            record={record}
            id={formId}
            error={save.error}
            onSubmit={submit}
            {...(only ? { only } : {})}
            onChange={(name, value) => setDraft((d) => ({ ...d, [name]: value }))}
          />
        </fieldset>
      )}
      {conflict && (
        <Conflict
          entity={entity}
          mine={draft}
          theirs={conflict}
          onClose={() => setConflict(null)}
          onTheirs={() => (keepDraft(key, null), setDraft({}), setConflict(null), refresh(entity.name), save.reset())}
          onMine={() => (setConflict(null), save.mutate(conflict, { onSuccess: finish, onError }))}
        />
      )}
    </Dialog>
  );
}

type Tab = 'form' | 'history';

function DrawerHead({ tab, setTab, page }: { tab: Tab; setTab: (tab: Tab) => void; page: string | undefined }) {
  return (
    <div className="row between">
      <Tabs
        label={t('record.parts')}
        value={tab}
        onChange={setTab}
        options={[
          { value: 'form', label: t('record.fields') },
          { value: 'history', label: t('record.history') },
        ]}
      />
      {page && (
        <ButtonLink small href={page} icon="file">
          {t('record.page')}
        </ButtonLink>
      )}
    </div>
  );
}

/** The first press asks, the second deletes; a deleted record cannot come back with its number. */
function EraseButton({ entity, record, onDone }: { entity: EntityInfo; record: Rec; onDone: () => void }) {
  const [isSure, setSure] = useState(false);
  const erase = useAct<void, void>(() => remove(`${entity.route}/${record.id}`, record.version));
  const done = () => {
    refresh(entity.name);
    tell(t('record.deleted'));
    onDone();
  };
  const press = () => (isSure ? erase.mutate(undefined, { onSuccess: done, onError: tellError }) : setSure(true));
  return (
    <Button tone="danger" busy={erase.isPending} onClick={press}>
      {isSure ? t('record.delete_sure') : t('act.delete')}
    </Button>
  );
}

function Conflict({
  entity,
  mine,
  theirs,
  onClose,
  onMine,
  onTheirs,
}: {
  entity: EntityInfo;
  mine: Draft;
  theirs: Rec;
  onClose: () => void;
  onMine: () => void;
  onTheirs: () => void;
}) {
  const field = (name: string) => entity.fields.find((f) => f.name === name);
  return (
    <Dialog
      title={t('conflict.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onTheirs}>{t('conflict.theirs')}</Button>
          <Button tone="primary" onClick={onMine}>
            {t('conflict.mine')}
          </Button>
        </>
      }
    >
      <p>{t('conflict.explain')}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('word.field')}</th>
            <th scope="col">{t('conflict.now')}</th>
            <th scope="col">{t('conflict.yours')}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(mine).map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{say(field(name)?.label, name)}</th>
              <td>
                <ShownValue field={field(name)} value={theirs[name]} />
              </td>
              <td className={theirs[name] === value ? '' : 'changed'}>
                <ShownValue field={field(name)} value={value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
