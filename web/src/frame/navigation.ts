import {
  IconDatabase,
  IconHistory,
  IconKey,
  IconLayoutDashboard,
  IconListCheck,
  IconListDetails,
  IconPhoto,
  IconRoute,
  IconSettings,
  IconSparkles,
  IconUpload,
  IconUsers,
} from '@tabler/icons-react';
import type { Permission } from '../data/permissions.ts';

/** The rail and the command palette, in order. A new page is one line here and one in app/routes.tsx. */
const groups = [
  {
    label: 'nav.library',
    entries: [
      { to: '/overview', label: 'nav.overview', Icon: IconLayoutDashboard, permission: 'assets.read' },
      { to: '/assets', label: 'nav.assets', Icon: IconPhoto, permission: 'assets.read' },
      { to: '/assets/upload', label: 'nav.upload', Icon: IconUpload, permission: 'assets.create' },
    ],
  },
  {
    label: 'nav.automation',
    entries: [
      { to: '/workflows', label: 'nav.workflows', Icon: IconRoute, permission: 'settings.read' },
      { to: '/ai-providers', label: 'nav.aiProviders', Icon: IconSparkles, permission: 'aiProviders.read' },
      { to: '/jobs', label: 'nav.jobs', Icon: IconListDetails, permission: 'assets.read' },
    ],
  },
  {
    label: 'nav.places',
    entries: [
      { to: '/providers', label: 'nav.storage', Icon: IconDatabase, permission: 'providers.read' },
      { to: '/providers/check', label: 'nav.storageCheck', Icon: IconListCheck, permission: 'settings.read' },
    ],
  },
  {
    label: 'nav.access',
    entries: [
      { to: '/users', label: 'nav.users', Icon: IconUsers, permission: 'users.read' },
      { to: '/api-keys', label: 'nav.apiKeys', Icon: IconKey, permission: null },
      { to: '/audit', label: 'nav.audit', Icon: IconHistory, permission: 'audit.read' },
    ],
  },
  {
    label: 'nav.system',
    entries: [{ to: '/settings', label: 'nav.settings', Icon: IconSettings, permission: 'settings.read' }],
  },
] as const satisfies readonly {
  label: string;
  entries: readonly { to: string; label: string; Icon: typeof IconPhoto; permission: Permission | null }[];
}[];

type Group = (typeof groups)[number];

export const navigation: readonly { label: Group['label']; entries: readonly Group['entries'][number][] }[] = groups;

/** Whether somebody is shown the way to a page; without a permission, everybody who is signed in is. */
export const isOpen = (entry: { permission: Permission | null }, can: (permission: Permission) => boolean): boolean =>
  entry.permission === null || can(entry.permission);

/** The entry a page belongs to: the one whose address is the longest beginning of the page's own. */
export const currentEntry = (pathname: string): string | undefined =>
  navigation
    .flatMap((group) => group.entries.map((entry) => entry.to))
    .filter((to) => pathname === to || pathname.startsWith(`${to}/`))
    .toSorted((a, b) => b.length - a.length)[0];
