// Every change of one record: when, who, what it was before and after.
import { useEntity, useGet } from '@/api/queries';
import type { Change, Difference, EntityInfo } from '@/api/types';
import { instant } from '@/kit/format';
import { maybe, say, t } from '@/kit/i18n';
import { Empty, Loaded } from '@/kit/states';
import { ShownValue } from './registry';

export const actionWord = (action: string): string => maybe(`action.${action}`) ?? action;

export function Differences({ entity, items }: { entity: EntityInfo | undefined; items: Difference[] }) {
  return (
    <ul className="differences">
      {items.map((item, i) => {
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
          {change.entity ? ` · ${say(entity?.label, change.entity)}` : ''}
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
