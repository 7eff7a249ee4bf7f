// Every change of one record: when, who, what it was before and after.
import { useEntity, useGet } from '@/api/queries';
import type { Change, Difference, EntityInfo } from '@/api/types';
import { instant } from '@/kit/format';
import { maybe, say, t } from '@/kit/i18n';
import { Empty, Loaded } from '@/kit/states';
import { ShownValue } from './registry';

/** The name of a kind of record; some are kept by the house itself and described to nobody. */
export const entityWord = (name: string, entity: EntityInfo | undefined): string =>
  entity ? say(entity.label) : (maybe(`entity.${name}`) ?? name);

export const actionWord = (action: string): string => maybe(`action.${action}`) ?? action;

/** Records list their fields with both sides; a bare object says only what was set. */
const listed = (difference: Difference[] | Record<string, unknown>): Difference[] =>
  Array.isArray(difference)
    ? difference
    : Object.entries(difference).map(([field, after]) => ({ field, before: null, after }));

export function Differences({
  entity,
  items,
}: {
  entity: EntityInfo | undefined;
  items: Difference[] | Record<string, unknown>;
}) {
  return (
    <ul className="differences">
      {listed(items).map((item, i) => {
        const field = entity?.fields.find((f) => f.name === item.field);
        return (
          <li key={i}>
            <span className="faint">{say(item.label ?? field?.label, item.field)}</span>{' '}
            <del>
              <ShownValue field={field} value={item.before} />
            </del>
            {' → '}
            <ins>
              <ShownValue field={field} value={item.after} />
            </ins>
          </li>
        );
      })}
    </ul>
  );
}

export function Timeline({ changes }: { changes: Change[] }) {
  return (
    <ol className="timeline">
      {changes.map((change, i) => (
        <TimelineItem key={i} change={change} />
      ))}
    </ol>
  );
}

function TimelineItem({ change }: { change: Change }) {
  const entity = useEntity(change.entity ?? '');
  return (
    <li>
      <p className="row wrap">
        <time>{instant(change.at)}</time>
        <strong>{change.actor}</strong>
        <span>
          {actionWord(change.action)}
          {change.entity ? ` · ${entityWord(change.entity, entity)}` : ''}
        </span>
      </p>
      {change.summary && <p>{change.summary}</p>}
      {change.difference && <Differences entity={entity} items={change.difference} />}
    </li>
  );
}

export function History({ entity, id }: { entity: EntityInfo; id: number }) {
  const query = useGet<{ items: Change[] }>(`${entity.route}/${id}/history`);
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length ? (
          <Timeline changes={items.map((c) => ({ ...c, entity: entity.name }))} />
        ) : (
          <Empty icon="history" title={t('history.empty')} />
        )
      }
    </Loaded>
  );
}
