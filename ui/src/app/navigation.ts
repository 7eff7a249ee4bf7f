// The rooms of the house in the order of the day; the shell, the palette and the shortcuts read this one list.
import { lazy, type ComponentType } from 'react';
import type { Session } from '@/api/types';
import { withCases, withRooms, withWords, type Key } from '@/kit/i18n';
import type { IconName } from '@/kit/Icon';

export interface Place {
  path: string;
  label: Key;
  icon: IconName;
  shortcut: string;
  /** One of the five tabs of a phone. */
  tab?: boolean;
  visible?: (session: Session) => boolean;
}

const isOffice = ({ roles }: Session): boolean => roles.some((role) => role !== 'contact');
const isAdministration = ({ roles }: Session): boolean =>
  roles.some((role) => role === 'administrator' || role === 'auditor');

export const places: Place[] = [
  { path: '/', label: 'nav.today', icon: 'today', shortcut: 'g t', tab: true },
  { path: '/cases', label: 'nav.cases', icon: 'case', shortcut: 'g c', tab: true },
  { path: '/enterprises', label: 'nav.enterprises', icon: 'firm', shortcut: 'g e', tab: true },
  { path: '/groups', label: 'nav.groups', icon: 'tree', shortcut: 'g g', visible: isOffice },
  { path: '/duties', label: 'nav.duties', icon: 'duty', shortcut: 'g d', visible: isOffice },
  { path: '/projects', label: 'nav.projects', icon: 'project', shortcut: 'g p', tab: true, visible: isOffice },
  { path: '/matrix', label: 'nav.matrix', icon: 'matrix', shortcut: 'g m', visible: isOffice },
  { path: '/supervision', label: 'nav.supervision', icon: 'board', shortcut: 'g s', visible: isOffice },
  { path: '/import', label: 'nav.import', icon: 'import', shortcut: 'g i', visible: isOffice },
  { path: '/admin', label: 'nav.admin', icon: 'admin', shortcut: 'g a', visible: isAdministration },
];

export const placesFor = (session: Session): Place[] => places.filter((place) => place.visible?.(session) ?? true);

type Page = ComponentType<{ params: Record<string, string | undefined> }>;

export interface RouteTo {
  path: string;
  page: Page;
}

export const routes: RouteTo[] = [
  { path: '/', page: lazy(() => import('@/modules/today/TodayPage')) },
  { path: '/cases', page: lazy(withCases(() => import('@/modules/casework/CasesPage'))) },
  { path: '/cases/:id', page: lazy(withCases(() => import('@/modules/casework/CasePage'))) },
  {
    path: '/cases/:id/paper',
    page: lazy(withCases(() => import('@/modules/casework/paper/PaperPage').then((m) => ({ default: m.CasePaper })))),
  },
  { path: '/paper', page: lazy(withCases(() => import('@/modules/casework/paper/PaperPage'))) },
  { path: '/supervision', page: lazy(withCases(() => import('@/modules/casework/SupervisionPage'))) },
  { path: '/matrix', page: lazy(withCases(() => import('@/modules/casework/MatrixPage'))) },
  { path: '/enterprises', page: lazy(() => import('@/modules/registry/EnterprisesPage')) },
  { path: '/enterprises/:id', page: lazy(withRooms(() => import('@/modules/registry/DossierPage'))) },
  { path: '/groups', page: lazy(withRooms(() => import('@/modules/registry/GroupsPage'))) },
  { path: '/teams/:id', page: lazy(withRooms(() => import('@/modules/registry/TeamPage'))) },
  { path: '/duties', page: lazy(withRooms(() => import('@/modules/registry/BoardPage'))) },
  { path: '/duties/plans/:id', page: lazy(withRooms(() => import('@/modules/registry/PlanPage'))) },
  { path: '/import', page: lazy(withRooms(() => import('@/modules/intake/BatchesPage'))) },
  { path: '/import/:id', page: lazy(withRooms(() => import('@/modules/intake/BatchPage'))) },
  { path: '/projects', page: lazy(withRooms(() => import('@/modules/projects/LedgerPage'))) },
  {
    path: '/projects/progress',
    page: lazy(withWords(['rooms', 'progress'], () => import('@/modules/projects/ProgressPage'))),
  },
  {
    path: '/projects/:id',
    page: lazy(withWords(['rooms', 'progress'], () => import('@/modules/projects/ProjectPage'))),
  },
  { path: '/account', page: lazy(withRooms(() => import('@/modules/admin/AccountPage'))) },
  { path: '/privacy', page: lazy(withWords(['privacy'], () => import('@/modules/privacy/AboutPage'))) },
  { path: '/admin/:part?', page: lazy(withRooms(() => import('@/modules/admin/AdminPage'))) },
];
