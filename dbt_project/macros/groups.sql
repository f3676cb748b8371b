{#
    The rows of a recursive table (`member`, `group_key`): every member with the smallest id that can be reached from it
    over `pairs` (`member`, `partner`, each pair both ways). The same groups in whatever order the rows come. Offers are
    made first and compared after: joined in one step, all keys would be compared with all others.
#}
{% macro smallest_reachable(members, pairs) -%}
    select member, member as group_key from {{ members }}
    union
    select
        offers.member,
        offers.group_key
    from (
        select {{ pairs }}.partner as member, min(gathered.group_key) as group_key
        from gathered
        inner join {{ pairs }} on gathered.member = {{ pairs }}.member
        group by {{ pairs }}.partner
    ) as offers
    inner join recurring.gathered as held on offers.member = held.member
    where offers.group_key < held.group_key
{%- endmacro %}
