import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const SETTLE_MS = 300;

interface SearchFieldProps {
  label: string;
  value: string;
  onSearch: (value: string) => void;
  className?: string | undefined;
}

/** Searches when typing pauses, at once on Enter, and follows the address when that changes from elsewhere. */
export const SearchField = ({ label, value, onSearch, className }: SearchFieldProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const search = (next: string) => {
    if (next.trim() !== value) onSearch(next.trim());
  };
  const { history } = useRouter();
  const searchLater = useDebouncedCallback((next: string, typedOn: string) => {
    // Whoever has followed a link meanwhile is not called back to the list.
    if (history.location.pathname === typedOn) search(next);
  }, SETTLE_MS);

  return (
    <search className={className}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          searchLater.cancel();
          search(text);
        }}
      >
        <TextInput
          type="search"
          aria-label={label}
          placeholder={label}
          value={text}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          rightSection={
            text !== '' && (
              <CloseButton
                size="sm"
                aria-label={t('common.clear')}
                onClick={() => {
                  searchLater.cancel();
                  setText('');
                  search('');
                }}
              />
            )
          }
          onChange={(event) => {
            setText(event.currentTarget.value);
            searchLater(event.currentTarget.value, history.location.pathname);
          }}
        />
      </form>
    </search>
  );
};
