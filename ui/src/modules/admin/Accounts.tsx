// Accounts: who may sign in, in which roles; a lost password becomes a one-time link.
import { useState } from 'react';
import { post, send, sentence } from '@/api/client';
import { usePages } from '@/api/pages';
import { refresh, useAct } from '@/api/queries';
import type { Rec, Role } from '@/api/types';
import { RefPicker } from '@/fields/ref';
import { Button } from '@/kit/Button';
import { Dialog } from '@/kit/Dialog';
import { t, type Key } from '@/kit/i18n';
import { Tag } from '@/kit/layout';
import { PagedTable } from '@/kit/PagedTable';
import { tell, tellError } from '@/kit/toast';

const kRoute = '/api/access/accounts';
const kRoles: Role[] = ['officer', 'secretary', 'contact', 'leader', 'administrator', 'auditor'];

const rolesOf = (record: Rec | null): Role[] => (record?.['roles'] as Role[] | undefined) ?? [];

export default function Accounts() {
  const query = usePages(kRoute, {});
  const [open, setOpen] = useState<Rec | 'new' | null>(null);
  return (
    <div className="list-part">
      <div className="row end">
        <Button icon="plus" onClick={() => setOpen('new')}>
          {t('account.new')}
        </Button>
      </div>
      <PagedTable<Rec>
        query={query}
        empty={null}
        label={t('admin.accounts')}
        onOpen={setOpen}
        columns={[
          { key: 'login', title: t('login.login'), width: 'minmax(120px, 1fr)', cell: (r) => String(r['login']) },
          {
            key: 'person_id',
            title: t('account.person'),
            width: 'minmax(100px, 1fr)',
            phone: true,
            cell: (r) => r.titles?.['person_id'] ?? '–',
          },
          {
            key: 'roles',
            title: t('account.roles'),
            width: 'minmax(160px, 2fr)',
            cell: (r) => (
              <span className="row wrap">
                {rolesOf(r).map((role) => (
                  <Tag key={role}>{t(`role.${role}` as Key)}</Tag>
                ))}
              </span>
            ),
          },
          {
            key: 'disabled',
            title: t('account.state'),
            width: '90px',
            phone: true,
            cell: (r) => (
              <Tag hue={r['disabled'] ? 'red' : 'green'}>
                {t(r['disabled'] ? 'account.disabled' : 'account.enabled')}
              </Tag>
            ),
          },
        ]}
      />
      {open && <AccountDialog account={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function AccountDialog({ account, onClose }: { account: Rec | null; onClose: () => void }) {
  const [login, setLogin] = useState(String(account?.['login'] ?? ''));
  const [person, setPerson] = useState<number | null>((account?.['person_id'] as number | undefined) ?? null);
  const [roles, setRoles] = useState<Role[]>(rolesOf(account));
  const [isDisabled, setDisabled] = useState(account?.['disabled'] === true);
  const [enterprise, setEnterprise] = useState<number | null>(
    (account?.['enterprise_id'] as number | undefined) || null,
  );
  const [secret, setSecret] = useState<string | null>(null);
  const save = useAct<void, { initial_password?: string } | undefined>(() =>
    account
      ? send<undefined>('PATCH', `${kRoute}/${account.id}`, { body: { roles, disabled: isDisabled } }).then(
          (answer) => answer.data,
        )
      : post(kRoute, { login, person_id: person, roles, ...(enterprise ? { enterprise_id: enterprise } : {}) }),
  );
  const reset = useAct<void, { initial_password: string }>(() => post(`${kRoute}/${account?.id}/reset`));
  const problem = (field: string) =>
    save.error?.problems
      .filter((p) => p.field === field)
      .map(sentence)
      .join(' ');
  return (
    <Dialog
      side
      title={account ? login : t('account.new')}
      onClose={onClose}
      footer={
        <>
          {account && (
            <Button
              busy={reset.isPending}
              onClick={() =>
                reset.mutate(undefined, { onSuccess: (r) => setSecret(r.initial_password), onError: tellError })
              }
            >
              {t('account.reset')}
            </Button>
          )}
          <span className="grow" />
          <Button
            tone="primary"
            busy={save.isPending}
            onClick={() =>
              save.mutate(undefined, {
                onSuccess: (saved) => (
                  refresh('account'),
                  refresh(),
                  tell(t('save.done', { title: login })),
                  saved?.initial_password ? setSecret(saved.initial_password) : onClose()
                ),
              })
            }
          >
            {t('act.save')}
          </Button>
        </>
      }
    >
      <div className="form">
        {save.error && (
          <p className="notice red" role="alert">
            {save.error.message}
          </p>
        )}
        {secret && (
          <p className="notice green" role="status">
            {t('account.first_password')} <code className="wrap-anywhere">{secret}</code>
          </p>
        )}
        <label className="field">
          <span>{t('login.login')}</span>
          <input
            value={login}
            disabled={!!account}
            aria-invalid={problem('login') ? true : undefined}
            onChange={(e) => setLogin(e.target.value)}
            autoComplete="off"
          />
          {problem('login') && <span className="problem">{problem('login')}</span>}
        </label>
        {!account && (
          <PickField
            entity="person"
            label={t('account.person')}
            value={person}
            onChange={setPerson}
            problem={problem('person_id')}
          />
        )}
        <Roles chosen={roles} onChange={setRoles} />
        {!account && roles.includes('contact') && (
          <PickField
            entity="enterprise"
            label={t('account.enterprise')}
            value={enterprise}
            onChange={setEnterprise}
            problem={problem('enterprise_id')}
          />
        )}
        {account && (
          <label className="choice">
            <input type="checkbox" checked={isDisabled} onChange={(e) => setDisabled(e.target.checked)} />
            {t('account.disable')}
          </label>
        )}
      </div>
    </Dialog>
  );
}

function PickField({
  entity,
  label,
  value,
  onChange,
  problem,
}: {
  entity: string;
  label: string;
  value: number | null;
  onChange: (id: number | null) => void;
  problem: string | undefined;
}) {
  return (
    <div className="field">
      <label htmlFor={entity}>{label}</label>
      <RefPicker
        id={entity}
        entity={entity}
        label={label}
        value={value}
        required
        invalid={!!problem}
        onChange={onChange}
      />
      {problem && <span className="problem">{problem}</span>}
    </div>
  );
}

function Roles({ chosen, onChange }: { chosen: Role[]; onChange: (roles: Role[]) => void }) {
  const toggle = (role: Role) =>
    onChange(chosen.includes(role) ? chosen.filter((other) => other !== role) : [...chosen, role]);
  return (
    <fieldset>
      <legend>{t('account.roles')}</legend>
      {kRoles.map((role) => (
        <label key={role} className="choice">
          <input type="checkbox" checked={chosen.includes(role)} onChange={() => toggle(role)} />
          {t(`role.${role}` as Key)}
        </label>
      ))}
    </fieldset>
  );
}
