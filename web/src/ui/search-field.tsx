import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

const SETTLE_MS = 300;

interface SearchFieldProps {
  label: string;
  value: string;
  onSearch: (value: string) => void;
  className?: string | undefined;
}

/**
 * Searches when typing pauses, at once on Enter, and follows the address when that changes from elsewhere. While an input
 * method composes, such as pinyin, what is typed is no word yet.
 */
export const SearchField = ({ label, value, onSearch, className }: SearchFieldProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  // Searched for, oldest first, from the one in the address on: what comes back of it is no news to who types on.
  const sent = useRef([value]);
  const search = (next: string) => {
    const words = next.trim();
    if (words === sent.current.at(-1)) return;
    sent.current.push(words);
    onSearch(words);
  };
  const { history } = useRouter();
  const searchLater = useDebouncedCallback((next: string, typedOn: string) => {
    // Whoever has followed a link meanwhile is not called back to the list.
    if (history.location.pathname === typedOn) search(next);
  }, SETTLE_MS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each change of the address
  useEffect(() => {
    const returned = sent.current.lastIndexOf(value);
    sent.current = returned === -1 ? [value] : sent.current.slice(returned);
    if (returned !== -1) return;
    searchLater.cancel();
    setText(value);
  }, [value]);

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
          onChange={({ currentTarget, nativeEvent }) => {
            setText(currentTarget.value);
            const isComposing = nativeEvent instanceof InputEvent && nativeEvent.isComposing;
            if (!isComposing) searchLater(currentTarget.value, history.location.pathname);
          }}
          onCompositionStart={searchLater.cancel}
          onCompositionEnd={({ currentTarget }) => searchLater(currentTarget.value, history.location.pathname)}
        />
      </form>
    </search>
  );
};
