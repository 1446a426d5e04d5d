const SHOWN = 8;

/** The end of an id, enough to tell neighbours apart: ids begin with their time, which neighbours share. */
export const shortId = (id: string): string => (id.length > SHOWN * 2 ? `…${id.slice(-SHOWN)}` : id);
