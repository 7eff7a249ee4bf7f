// Light rules: which light shines at which measure, drawn to scale; versions by effective date.
import { useState } from 'react';
import { useEntity, useGet, useMayCreate } from '@/api/queries';
import type { EntityInfo, List, Rec, Value } from '@/api/types';
import { Cell } from '@/fields/registry';
import { Button } from '@/kit/Button';
import { t } from '@/kit/i18n';
import { Card } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';
import { BandBar } from './BandBar';
import { readBands } from './bands';
import { LightRuleEditor } from './LightRuleEditor';
import { inForce } from './Standards';
import './admin_desk.css';

export interface Edited {
  /** Missing while the rule is new. */
  record?: Rec;
  initial: Record<string, unknown>;
}
const kBlank = {
  measure: 'used_permille',
  bands: [
    { from: 0, until: 800, light: 'green' },
    { from: 800, until: 1000, light: 'yellow' },
    { from: 1000, light: 'red' },
  ],
};
const kCopied = ['code', 'name', 'measure', 'bands', 'citation'];

export default function LightRules() {
  const entity = useEntity('light_rule');
  const query = useGet<List>(entity?.route ?? '', { limit: 200, sort: 'code' }, { enabled: !!entity });
  const mayCreate = useMayCreate('light_rule');
  const [edited, setEdited] = useState<Edited | null>(null);
  const copy = (rule: Rec) => setEdited({ initial: Object.fromEntries(kCopied.map((name) => [name, rule[name]])) });
  if (!entity) return null;
  return (
    <div className="stack wide">
      {mayCreate && (
        <div>
          <Button icon="plus" onClick={() => setEdited({ initial: kBlank })}>
            {t('lights.new')}
          </Button>
        </div>
      )}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('lights.none')} />
          ) : (
            <>
              {items.map((rule) => (
                <Rule
                  key={rule.id}
                  rule={rule}
                  entity={entity}
                  onEdit={() => setEdited({ record: rule, initial: rule })}
                  {...(mayCreate ? { onCopy: () => copy(rule) } : {})}
                />
              ))}
            </>
          )
        }
      </Loaded>
      {edited && <LightRuleEditor entity={entity} edited={edited} onClose={() => setEdited(null)} />}
    </div>
  );
}

function Rule({
  rule,
  entity,
  onEdit,
  onCopy,
}: {
  rule: Rec;
  entity: EntityInfo;
  onEdit: () => void;
  onCopy?: () => void;
}) {
  const measure = entity.fields.find((field) => field.name === 'measure');
  return (
    <Card
      title={String(rule['name'])}
      note={
        <>
          <code>{String(rule['code'])}</code> · {inForce(rule)}
        </>
      }
      actions={
        <div className="row wrap">
          {rule.abilities?.includes('update') && (
            <Button small icon="edit" onClick={onEdit}>
              {t('act.edit')}
            </Button>
          )}
          {onCopy && (
            <Button small icon="plus" onClick={onCopy}>
              {t('lights.new_version')}
            </Button>
          )}
        </div>
      }
    >
      <BandBar bands={readBands(rule['bands'])} />
      <p className="hint">
        {measure && <Cell field={measure} record={rule as Rec & Record<string, Value>} />} ·{' '}
        {String(rule['citation'] ?? '')}
      </p>
    </Card>
  );
}
