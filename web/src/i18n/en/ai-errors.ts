/** Refusals and failures of AI services, by the server's codes. */
export const aiErrors = {
  ai_provider_profile_not_found: 'This AI provider does not exist any more.',
  ai_provider_profile_name_conflict: 'Another AI provider has this name.',
  ai_provider_profile_api_base_url_invalid: 'This address cannot be used. Leave out user names, queries and fragments.',
  ai_provider_profile_api_key_required: 'The API key is needed.',
  ai_provider_profile_api_key_invalid: 'The API key has characters that no key has.',
  ai_provider_profile_api_key_unreadable: 'The stored API key cannot be read any more. Enter it again.',
  ai_provider_profiles_too_many: 'There are too many AI providers. Delete one first.',
  ai_provider_unreachable: 'The AI service cannot be reached at this address.',
  ai_provider_timed_out: 'The AI service took too long to answer.',
  ai_provider_failed: 'The AI service failed. Try again later.',
  ai_provider_rate_limited: 'The AI service has had too many requests. Try again later.',
  ai_provider_refused: 'The AI service does not accept the request. The model may not be able to see pictures.',
  ai_provider_key_refused: 'The AI service does not accept the API key.',
  ai_provider_address_unknown: 'The AI service does not know this address, or not this model.',
  ai_provider_image_too_large: 'The picture is too large for an AI service.',
  ai_provider_answer_invalid: 'The AI service answered, but not in a form that can be used.',
  ai_provider_answer_too_large: 'The answer of the AI service is too large.',
  outbound_address_not_allowed:
    'This address is not public. Whoever runs the server can allow it in Security__Outbound__AllowedNetworks.',
} as const;
