// One case: who holds it, what comes next and by when, everything that may be done now, and all that belongs to it.
import { lazy, Suspense, useState } from 'react';
import { Redirect, useLocation } from 'wouter';
import { useGet, useSession } from '@/api/queries';
import type { Rec } from '@/api/types';
import { ActionButton, useActions, type Action } from '@/kit/action';
import { Icon } from '@/kit/Icon';
import { t, withCases } from '@/kit/i18n';
import { LazyPopover } from '@/kit/LazyPopover';
import { Page, Tag } from '@/kit/layout';
import { Loaded } from '@/kit/states';
import { tellError } from '@/kit/toast';
import { actOn } from './acts';
import { Head } from './CaseHead';
import { Facts } from './CaseFacts';
import { Checklist } from './Checklist';
import { Conversation, kComposerId } from './Conversation';
import { Files } from './Files';
import { Lamp, wordOf } from './marks';
import { Parts } from './CaseParts';
import { Related } from './Related';
import { Story } from './Story';
import { kCases, type Card } from './types';
import { asks, isLeading, offered, verbOf, type AnyVerb, type VerbName } from './verbs';
import type { Values } from './Members';

const VerbDialog = lazy(() => import('./VerbDialog'));
const EditDialog = lazy(() => import('./EditDialog'));
const InviteDialog = lazy(withCases(() => import('./InviteDialog')));

export interface Chosen {
  verb: AnyVerb;
  fixed?: Values;
}
/** Opens the dialog of a verb, or performs it at once where nothing has to be asked. */
export type Choose = (verb: AnyVerb, fixed?: Values) => void;

/** Buttons beside the first one; the others are in the menu. */
const kBeside = 2;

export default function CasePage({ params }: { params: Record<string, string | undefined> }) {
  const roles = useSession().data?.roles ?? [];
  const isContact = roles.every((role) => role === 'contact');
  const query = useGet<Card>(`${kCases}/${params['id']}/card`, undefined, { enabled: !isContact });
  // A firm's contact has a plainer view of the same case.
  if (isContact) return <Redirect to={`/cases?request=${params['id']}`} replace />;
  return <Loaded query={query}>{(card) => <CaseView key={card.case.id} card={card} />}</Loaded>;
}

function verbActions(item: Rec, choose: Choose): Action[] {
  return offered(item.abilities).map((name: VerbName) => {
    const { icon, shortcut } = verbOf(name) as { icon: Action['icon']; shortcut?: string };
    return {
      id: `case.${name}`,
      label: t(wordOf('verb', name)),
      ...(icon ? { icon } : {}),
      ...(shortcut ? { shortcut } : {}),
      perform: () => choose(name),
    };
  });
}

function CaseView({ card }: { card: Card }) {
  const item = card.case;
  const [, navigate] = useLocation();
  const [open, setOpen] = useState<Chosen | 'edit' | 'invite' | null>(null);
  const may = (ability: string) => item.abilities?.includes(ability) ?? false;
  const choose: Choose = (verb, fixed) =>
    asks(verbOf(verb)) || verb === 'complete_step'
      ? setOpen({ verb, ...(fixed ? { fixed } : {}) })
      : void actOn(item, verb, fixed).catch(tellError);
  const acts = verbActions(item, choose);
  const edit: Action = {
    id: 'case.edit',
    label: t('act.edit'),
    icon: 'edit',
    shortcut: 'e',
    visible: may('update'),
    perform: () => setOpen('edit'),
  };
  const invite: Action = {
    id: 'case.invite',
    label: t('invite.open'),
    icon: 'link',
    shortcut: 'i',
    visible: may('invite'),
    perform: () => setOpen('invite'),
  };
  const reply: Action = {
    id: 'case.reply',
    label: t('talk.reply'),
    icon: 'case',
    shortcut: 'r',
    visible: may('message'),
    perform: () => document.getElementById(kComposerId)?.focus(),
  };
  const paper: Action = {
    id: 'case.paper',
    label: t('act.print'),
    icon: 'print',
    perform: () => navigate(`/cases/${item.id}/paper`),
  };
  useActions([...acts, edit, invite, reply, paper]);
  return (
    <Page
      title={
        <span className="case-title">
          <Lamp light={item['light']} />
          {String(item['title'])}
        </span>
      }
      count={String(item['number'])}
      crumbs={[{ href: '/cases', label: t('nav.cases') }]}
      actions={
        <Acts acts={acts} hasFirst={offered(item.abilities).slice(0, 1).some(isLeading)} rest={[edit, invite, paper]} />
      }
    >
      {item['is_supervised'] === true && (
        <p className="row">
          <Tag hue="red" icon="shield">
            {t('case.supervised')}
          </Tag>
        </p>
      )}
      <Head card={card} />
      <div className="split">
        <div className="stack wide">
          <Checklist card={card} choose={choose} />
          <Conversation card={card} />
          <Files card={card} />
        </div>
        <div className="stack wide">
          <Facts card={card} />
          <Parts card={card} />
          <Related card={card} />
          <Story card={card} />
        </div>
      </div>
      <Suspense fallback={null}>
        {open === 'edit' && <EditDialog item={item} onClose={() => setOpen(null)} />}
        {open === 'invite' && <InviteDialog item={item} onClose={() => setOpen(null)} />}
        {open !== null && typeof open === 'object' && (
          <VerbDialog
            item={item}
            verb={open.verb}
            steps={card.steps}
            {...(open.fixed ? { fixed: open.fixed } : {})}
            onClose={() => setOpen(null)}
          />
        )}
      </Suspense>
    </Page>
  );
}

/** The first act stands out, two more stand beside it, all others are one press away. */
function Acts({ acts, hasFirst, rest }: { acts: Action[]; hasFirst: boolean; rest: Action[] }) {
  const first = hasFirst ? acts[0] : undefined;
  const others = acts.slice(first ? 1 : 0);
  const beside = others.slice(0, kBeside);
  const hidden = [...others.slice(kBeside), ...rest].filter((action) => action.visible !== false);
  return (
    <>
      {first && <ActionButton action={first} tone="primary" />}
      {beside.map((action) => (
        <ActionButton key={action.id} action={action} />
      ))}
      {hidden.length > 0 && (
        <LazyPopover
          label={t('case.more_acts')}
          icon="more"
          className="button plain icon-only"
          title={t('case.more_acts')}
        >
          {(close) => (
            <ul className="menu">
              {hidden.map((action) => (
                <li key={action.id}>
                  <button type="button" className="option" onClick={() => (close(), action.perform())}>
                    {action.icon && <Icon name={action.icon} size={16} />}
                    <span className="grow">{action.label}</span>
                    {action.shortcut && <kbd aria-hidden="true">{action.shortcut.toUpperCase()}</kbd>}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </LazyPopover>
      )}
    </>
  );
}
