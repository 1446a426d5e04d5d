import type { User } from '@nekohub/client';
import { can } from '../data/permissions.ts';
import { navigation } from './navigation.ts';

/** The first console page that a permission of the user opens, else the gallery. */
export const landingPath = (user: User): string =>
  navigation.flatMap((group) => group.entries).find((entry) => entry.permission !== null && can(user, entry.permission))
    ?.to ?? '/gallery';
