"""Why a post ended: leaving joined to its ground, or an event that ends a post by itself."""

from __future__ import annotations

import pytest

from .conftest import Read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I left because my mother was sick and I must go home", "mother was sick"),
        ("I quit cause they no give day off", "day off"),
        ("The reason is the distance, two hours by bus every day", "distance"),
        ("boss shouted at me every day so I finish contract and go", "shouted"),
        ("Employer relocate to Singapore, so finish", "Singapore"),
        ("8 months only, employer lost job", "lost job"),
        ("I was with them three years, good people, they emigrated", "emigrated"),
        ("I worked at one house in Chaoyang for three years, left because salary delay", "salary delay"),
        ("two years in Pudong with a German family until June, the father got transferred", "transferred"),
        (
            "worked at Mrs Chen's house in Wuhan for 18 months, her mother in law moved in and took over",
            "mother in law",
        ),
        ("I stopped when my daughter gave birth", "gave birth"),
        ("salary always late thats why I go", "always late"),
        ("my last work is in a house at Xihu, Hangzhou, 10 months, I left coz my husband was sick", "husband"),
        ("It was too far from my house", "too far"),
        ("we didn't get along", "get along"),
    ],
)
def test_the_reason_is_in_her_words(read: Read, text: str, words: str) -> None:
    posts = [fact.value for fact in read(text, "history").facts if fact.field == "work_history"]
    assert len(posts) == 1
    assert words in posts[0]["reason_left"]
    assert posts[0]["reason_left"] in text
    assert posts[0]["reason_private"] is True


@pytest.mark.parametrize(
    "text",
    [
        "I got pregnant",
        "I had an operation so I stopped working",
        "stopped for my surgery",
        "I got married and stopped",
        "I am still working there",
        "my previous madam, she is very strict, I stay only six months",
    ],
)
def test_her_own_affairs_and_mere_impressions_are_no_reason(read: Read, text: str) -> None:
    posts = [fact.value for fact in read(text, "history").facts if fact.field == "work_history"]
    assert all("reason_left" not in post for post in posts)


def test_an_end_still_to_come_is_no_end(read: Read) -> None:
    facts = read("five years with the same family but they are moving to Canada in January", "history").facts
    posts = [fact.value for fact in facts if fact.field == "work_history"]
    assert [post["months"] for post in posts] == [60]
    assert all("ended" not in post for post in posts)


def test_posts_counted_without_an_article_are_apart(read: Read) -> None:
    facts = read("first family 3 years, second 1 year, third 2 years", "history").facts
    assert [fact.value for fact in facts if fact.field == "work_history"] == [
        {"months": 36},
        {"months": 12},
        {"months": 24},
    ]
