import type { User } from '@nekohub/client';
import { can } from '../data/permissions.ts';
import { navigation } from './navigation.ts';

/** Where one begins, the first that is open. */
const BEGINNINGS: readonly string[] = ['/overview', '/providers', '/ai-providers', '/settings', '/users'];

const entries = navigation.flatMap((group) => group.entries).filter(({ permission }) => permission !== null);
const inOrder = [
  ...BEGINNINGS.flatMap((path) => entries.filter(({ to }) => to === path)),
  ...entries.filter(({ to }) => !BEGINNINGS.includes(to)),
];

/** The first console page that a permission of the user opens, else the gallery. */
export const landingPath = (user: User): string =>
  inOrder.find(({ permission }) => permission !== null && can(user, permission))?.to ?? '/gallery';
