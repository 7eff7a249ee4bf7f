// What one officer holds today, with hand-over of single duties and the re-plan for an officer who leaves.
import { useState } from 'react';
import { Link } from 'wouter';
import { useGet, useMayCreate } from '@/api/queries';
import type { List, Rec } from '@/api/types';
import { Button } from '@/kit/Button';
import { Dialog } from '@/kit/Dialog';
import { count } from '@/kit/format';
import { t } from '@/kit/i18n';
import { Bar, Tag } from '@/kit/layout';
import { Empty, Loaded } from '@/kit/states';
import { HandOverDialog } from './OfficerDialogs';
import type { BoardOfficer } from './types';

export const nameOfObject = (row: Rec): string => row.titles?.['object_id'] ?? `#${row['object_id']}`;

export default function OfficerPanel({
  officer,
  onClose,
  onLeave,
}: {
  officer: BoardOfficer;
  onClose: () => void;
  onLeave: () => void;
}) {
  const duties = useGet<List>('/api/registry/duties', { officer_id: officer.id, state: 'active', limit: 200 });
  const mayPlan = useMayCreate('duty_plan');
  const [moving, setMoving] = useState<Rec | null>(null);
  return (
    <Dialog
      side
      title={officer.name}
      onClose={onClose}
      footer={
        mayPlan && (
          <Button icon="out" onClick={onLeave}>
            {t('plan.officer_leaves')}
          </Button>
        )
      }
    >
      <div>
        <p className="row">
          <span className="muted">{officer.station}</span>
          <span className="grow" />
          {count(officer.load)} / {count(officer.capacity)}
        </p>
        <Bar part={officer.capacity ? officer.load / officer.capacity : 0} />
      </div>
      <Loaded query={duties}>
        {({ items, total }) =>
          total === 0 ? (
            <Empty icon="duty" title={t('board.holds_nothing')} />
          ) : (
            <ul className="lines" aria-label={t('board.holds', { n: count(total) })}>
              {items.map((duty) => (
                <li key={duty.id}>
                  <Link
                    href={
                      duty['object_kind'] === 'project'
                        ? `/projects/${duty['object_id']}`
                        : `/enterprises/${duty['object_id']}`
                    }
                  >
                    {nameOfObject(duty)}
                  </Link>
                  {duty['kind'] !== 'accountable' && <Tag>{t('duty.assisting')}</Tag>}
                  {duty['is_residency'] === true && <Tag hue="violet">{t('board.resident')}</Tag>}
                  <span className="grow" />
                  {duty.abilities?.includes('hand_over') && (
                    <Button small tone="quiet" onClick={() => setMoving(duty)}>
                      {t('hand_over.do')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {moving && <HandOverDialog dutyId={moving.id} name={nameOfObject(moving)} onClose={() => setMoving(null)} />}
    </Dialog>
  );
}
