import type { App } from '../app.ts';
import { AppError } from '../core/errors.ts';
import type { UserId } from '../core/ids.ts';

/** The account of that name, in any case. @throws AppError `user_not_found` */
export async function findUserNamed(
  services: App['services'],
  username: string,
): Promise<{ id: UserId; username: string }> {
  const user = await services.accounts.findByName(username);
  if (!user) throw new AppError('user_not_found', `There is no user ${username}.`);
  return user;
}
