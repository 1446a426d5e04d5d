import { unwrap } from '@nekohub/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';

interface PasswordChange {
  currentPassword: string;
  newPassword: string;
}

/** Ends all other sessions of the user. */
export const useChangePassword = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: PasswordChange) => unwrap(client.api.POST('/api/v1/auth/change-password', { body })),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['sessions'] }),
    gcTime: 0,
  });
};
