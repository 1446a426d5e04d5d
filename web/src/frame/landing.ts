import type { User } from '@nekohub/client';
import { can } from '../data/permissions.ts';
import { navigation } from './navigation.ts';

/** The first console page the user may open, else the gallery. */
export const landingPath = (user: User): string =>
  navigation.flatMap((group) => group.entries).find((entry) => can(user, entry.permission))?.to ?? '/gallery';
