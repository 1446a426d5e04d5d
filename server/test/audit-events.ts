import type { TestApp } from './app.ts';

/** How many events a fresh hub of the tests has when it is ready: its first storage profile and its first account. */
export const START_EVENTS = 2;

/** What was recorded, oldest first. @param after the number of events to leave out; those of the start unless given */
export async function recordedEvents(hub: TestApp, after = START_EVENTS) {
  const rows = await hub.db.selectFrom('audit_events').selectAll().where('seq', '>', after).orderBy('seq').execute();
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details_json) as unknown }));
}
