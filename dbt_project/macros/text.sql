{# A `;`-joined cell of a seed as a sorted list; a blank cell is an empty list. #}
{% macro split_list(column) -%}
    list_sort(list_filter(list_transform(string_split(coalesce({{ column }}, ''), ';'), lambda item: trim(item)), lambda item: item <> ''))
{%- endmacro %}

{# A stable id: the prefix and 16 hex digits of the hash of what identifies the thing. #}
{% macro stable_id(prefix, columns) -%}
    '{{ prefix }}' || left(md5(concat_ws('|',
        {%- for column in columns %}
        coalesce(cast({{ column }} as varchar), '-'){{ "," if not loop.last }}
        {%- endfor %}
    )), 16)
{%- endmacro %}

{# The words of a sentence without its figures, to see whether two sentences are copies of one. #}
{% macro sentence_words(column) -%}
    list_sort(list_distinct(regexp_extract_all(lower({{ column }}), '[a-z]+')))
{%- endmacro %}

{# The commonest value of a group, blank ones left out; of equally common ones the first in the alphabet. #}
{% macro commonest(column) -%}
    list_reduce(
        list_transform(
            map_entries(histogram({{ column }}) filter ({{ column }} is not null)),
            lambda entry: struct_pack(n := -cast(entry.value as bigint), v := cast(entry.key as varchar))
        ),
        lambda a, b: least(a, b)
    ).v
{%- endmacro %}

{# A figure with its bounds and where it stands in its document, for a reader. #}
{% macro worded(figure) -%}
    (coalesce(cast({{ figure }}.low as varchar), '?') || ' to ' || coalesce(cast({{ figure }}.high as varchar), '?')
    || ' at ' || {{ figure }}.char_start || '-' || {{ figure }}.char_end || ' of ' || {{ figure }}.document_id)
{%- endmacro %}

{# Two sentences are copies of one, their figures aside. #}
{% macro sentences_alike(a, b) -%}
    (
        len(list_intersect({{ sentence_words(a) }}, {{ sentence_words(b) }}))
        >= {{ var('sentence_likeness') }} * len(list_distinct(list_concat({{ sentence_words(a) }}, {{ sentence_words(b) }})))
    )
{%- endmacro %}
