/** The picture that was opened last: coming back, the list shows it and puts the focus there. */
let lastOpened: string | null = null;

export const rememberOpened = (id: string) => {
  lastOpened = id;
};

export const takeLastOpened = (): string | null => {
  const id = lastOpened;
  lastOpened = null;
  return id;
};
